package io.supportassistant.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens many connections to the bridge and keeps them open. Runs in its own process, because the
 * number of connections per process is limited. Sends one event over each new connection, and
 * another when all are open.
 */
final class OpenConnections {

    private static final int AT_ONCE = 100;
    private static final int OTHER_FILES = 2_000;
    private static final long LONGEST_SECONDS = 120;
    private static final long ANSWER_SECONDS = 10;

    private OpenConnections() {}

    /** The result in one line. */
    static String measure(int port, int wanted) throws IOException, InterruptedException {
        long most = mostFiles() - OTHER_FILES;
        int connections = (int) Math.min(wanted, most);
        String limit =
                connections == wanted
                        ? ""
                        : String.format(
                                "%nonly %d, not %d, because a process may not open more files here:"
                                        + " ulimit -n %d allows it",
                                connections, wanted, wanted + OTHER_FILES);
        Process client =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OpenConnections.class.getName(),
                                Integer.toString(port),
                                Integer.toString(connections))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            if (!client.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                return connections
                        + " open connections: not finished after "
                        + LONGEST_SECONDS
                        + " s";
            }
            return new String(client.getInputStream().readAllBytes(), UTF_8).strip() + limit;
        } finally {
            client.destroyForcibly();
        }
    }

    private static long mostFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                ? os.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    /** Entry point of the separate process. */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int wanted = Integer.parseInt(args[1]);
        Vertx vertx = Vertx.vertx();
        NetClient client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(10_000));
        Semaphore free = new Semaphore(AT_ONCE);
        List<CompletableFuture<Connection>> opening = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            free.acquire();
            int number = i;
            CompletableFuture<Connection> opened =
                    client.connect(port, "127.0.0.1")
                            .map(Connection::new)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .thenCompose(
                                    connection ->
                                            connection
                                                    .ask("first", number)
                                                    .thenApply(done -> connection));
            opened.whenComplete((done, failure) -> free.release());
            opening.add(opened);
        }
        List<Connection> open = new ArrayList<>();
        for (CompletableFuture<Connection> one : opening) {
            Connection connection = orNull(one);
            if (connection != null) {
                open.add(connection);
            }
        }
        int stillOpen = (int) open.stream().filter(connection -> !connection.isClosed).count();
        int errors = wanted - open.size();
        List<CompletableFuture<Void>> pending = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            free.acquire();
            CompletableFuture<Void> answer = open.get(i).ask("second", i);
            answer.whenComplete((done, failure) -> free.release());
            pending.add(answer);
        }
        for (CompletableFuture<Void> answer : pending) {
            try {
                answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                errors++;
            }
        }
        System.out.printf(
                "%d open connections: %d at the same time, %d events over them, %d errors%n",
                wanted, stillOpen, 2 * wanted - errors, errors);
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Connection orNull(CompletableFuture<Connection> opening)
            throws InterruptedException {
        try {
            return opening.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }

    /** A persistent connection with one request at a time. */
    private static final class Connection {

        private final NetSocket socket;
        private Buffer received = Buffer.buffer();
        private volatile CompletableFuture<Void> answer = new CompletableFuture<>();
        private volatile boolean isClosed;

        Connection(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::receive);
            socket.closeHandler(
                    closed -> {
                        isClosed = true;
                        answer.completeExceptionally(new IOException("closed"));
                    });
        }

        CompletableFuture<Void> ask(String round, long number) {
            CompletableFuture<Void> pending = new CompletableFuture<>();
            pending.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS);
            answer = pending;
            if (isClosed) {
                pending.completeExceptionally(new IOException("closed"));
            }
            byte[] body =
                    EventRequests.event("open-" + round + ProcessHandle.current().pid(), number);
            socket.write(
                    Buffer.buffer(
                                    "POST /webhooks/generic HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                            + "Content-Type: application/json\r\nContent-Length: "
                                            + body.length
                                            + "\r\n\r\n")
                            .appendBytes(body));
            return pending;
        }

        private void receive(Buffer part) {
            received.appendBuffer(part);
            String text = received.toString(StandardCharsets.ISO_8859_1);
            int head = text.indexOf("\r\n\r\n");
            if (head < 0 || text.length() < head + 4 + length(text.substring(0, head))) {
                return;
            }
            received = Buffer.buffer();
            if (text.startsWith("HTTP/1.1 202 ")) {
                answer.complete(null);
            } else {
                answer.completeExceptionally(new IOException("not accepted"));
            }
        }

        private static int length(String head) {
            for (String line : head.split("\r\n")) {
                if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                    return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
                }
            }
            return 0;
        }
    }
}
