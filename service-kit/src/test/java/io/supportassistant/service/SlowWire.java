package io.supportassistant.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy in front of a server that is reachable but slow: it holds data back in order, keeps
 * connections open, accepts new ones, and loses nothing once data flows again.
 */
public final class SlowWire implements AutoCloseable {

    /** A direction of traffic. */
    public enum Way {
        REQUESTS,
        ANSWERS
    }

    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Way> heldBack = EnumSet.noneOf(Way.class);
    private InetSocketAddress server;
    private int connections;

    private SlowWire(ServerSocket listening) {
        this.listening = listening;
    }

    /** Listens on a free port; data flows once it is connected to a server. */
    public static SlowWire open() {
        try {
            return new SlowWire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /**
     * @param address host and port, separated by a colon
     */
    void connectTo(String address) {
        int colon = address.lastIndexOf(':');
        server =
                new InetSocketAddress(
                        address.substring(0, colon),
                        Integer.parseInt(address.substring(colon + 1)));
        run("slow-wire", this::accept);
    }

    /** Holds back all data in this direction from now on. */
    public synchronized void holdBack(Way way) {
        heldBack.add(way);
    }

    /** Releases all data held back, in both directions. */
    public synchronized void letThrough() {
        heldBack.clear();
        notifyAll();
    }

    /** Number of connections so far. */
    public synchronized int connections() {
        return connections;
    }

    private synchronized void awaitFree(Way way) throws InterruptedException {
        while (heldBack.contains(way)) {
            wait();
        }
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            sockets.add(client);
            synchronized (this) {
                connections++;
            }
            Socket behind = new Socket();
            sockets.add(behind);
            behind.connect(server);
            run("slow-wire-requests", () -> carry(Way.REQUESTS, client, behind));
            run("slow-wire-answers", () -> carry(Way.ANSWERS, behind, client));
        }
    }

    private void carry(Way way, Socket from, Socket to) throws IOException, InterruptedException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] part = new byte[16 * 1024];
            for (int size = in.read(part); size >= 0; size = in.read(part)) {
                awaitFree(way);
                out.write(part, 0, size);
            }
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void run(String name, Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException | InterruptedException e) {
                                // Either end has closed the connection.
                                return;
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        letThrough();
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
