package io.supportassistant.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A listening TCP socket, as in Linux's {@code /proc/net/tcp} and {@code tcp6}.
 *
 * @param address in hexadecimal digits, each four bytes in the machine's order
 */
record Listener(String address, int port) {

    private static final String LISTEN = "0A";
    private static final String LOOPBACK_V4 = "0100007F";
    private static final Set<String> LOOPBACKS =
            Set.of(
                    LOOPBACK_V4,
                    "00000000000000000000000001000000",
                    "0000000000000000FFFF0000" + LOOPBACK_V4);

    /** The listeners of this process, and those on the ports of other processes. */
    static List<Listener> ofThisProcessAnd(Integer... otherPorts) throws IOException {
        Set<String> own = ownSockets();
        List<Listener> listeners = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] columns = line.strip().split("\\s+");
                if (!columns[3].equals(LISTEN)) {
                    continue;
                }
                String[] local = columns[1].split(":");
                int port = Integer.parseInt(local[1], 16);
                if (own.contains("socket:[" + columns[9] + "]")
                        || Set.of(otherPorts).contains(port)) {
                    listeners.add(new Listener(local[0], port));
                }
            }
        }
        return listeners;
    }

    boolean isLoopback() {
        return LOOPBACKS.contains(address);
    }

    private static Set<String> ownSockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.map(Listener::target).collect(Collectors.toSet());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }
}
