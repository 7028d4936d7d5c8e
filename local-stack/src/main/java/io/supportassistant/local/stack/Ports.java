package io.supportassistant.local.stack;

import io.supportassistant.settings.SettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The ports of the stack, all on loopback. */
public record Ports(int http, int flink, int kafka, int kafkaController, int postgresql) {

    public static final Ports STANDARD = new Ports(8080, 8081, 9092, 9093, 15432);

    /** Ports that are free now. */
    public static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return new Ports(
                    held.get(0).getLocalPort(),
                    held.get(1).getLocalPort(),
                    held.get(2).getLocalPort(),
                    held.get(3).getLocalPort(),
                    held.get(4).getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        } finally {
            held.forEach(Ports::close);
        }
    }

    /**
     * @throws SettingException with each port that is taken, and the part that needs it
     */
    public void check() {
        List<String> taken = new ArrayList<>();
        check(http, "the page and the API", "--http-port", taken);
        check(flink, "Flink's web page", "--flink-port", taken);
        check(kafka, "Kafka", "--kafka-port", taken);
        check(kafkaController, "Kafka's controller", "--kafka-controller-port", taken);
        check(postgresql, "PostgreSQL", "--postgresql-port", taken);
        if (!taken.isEmpty()) {
            throw new SettingException(String.join("\n", taken));
        }
    }

    private static void check(int port, String neededBy, String option, List<String> taken) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            taken.add(
                    "Port "
                            + port
                            + ", needed by "
                            + neededBy
                            + ", is taken. Free it, or choose another with "
                            + option
                            + ".");
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
