package io.supportassistant.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A sample's server, run by Node.js on a free port. */
final class NodeSample implements AutoCloseable {

    private static final Path SAMPLES =
            Path.of("../samples/embedding").toAbsolutePath().normalize();
    private static final int SECONDS = 30;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private NodeSample(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * @param server its file in the samples' folder
     */
    static NodeSample start(String server, Map<String, String> environment) throws Exception {
        int port = freePort();
        return awaitReady(
                process(List.of(SAMPLES.resolve(server).toString()), port, environment), port);
    }

    /**
     * @param function the file of a Twilio Function
     * @param twilio the address of a double of Twilio
     */
    static NodeSample startFunction(String function, String twilio, Map<String, String> environment)
            throws Exception {
        int port = freePort();
        List<String> arguments =
                List.of(
                        Path.of("src/test/samples/twilio-runtime.js").toAbsolutePath().toString(),
                        SAMPLES.resolve(function).toString(),
                        Integer.toString(port),
                        twilio);
        return awaitReady(process(arguments, port, environment), port);
    }

    private static NodeSample awaitReady(Process process, int port) throws Exception {
        NodeSample sample = new NodeSample(process, port);
        String said =
                CompletableFuture.supplyAsync(sample::firstLine).get(SECONDS, TimeUnit.SECONDS);
        if (!"ready".equals(said)) {
            sample.close();
            throw new IllegalStateException("the sample says: " + said);
        }
        // Whatever it logs later must not fill the pipe.
        CompletableFuture.runAsync(() -> process.inputReader().lines().forEach(line -> {}));
        return sample;
    }

    private String firstLine() {
        try {
            return process.inputReader().readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a server says that refuses to start. */
    static String refusal(String server, Map<String, String> environment) throws Exception {
        Process process =
                process(List.of(SAMPLES.resolve(server).toString()), freePort(), environment);
        try {
            CompletableFuture<String> said =
                    CompletableFuture.supplyAsync(
                            () -> String.join("\n", process.inputReader().lines().toList()));
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0) {
                throw new IllegalStateException(server + " does not refuse to start");
            }
            return said.get(SECONDS, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process process(
            List<String> arguments, int port, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("NODE_PATH", Path.of("node_modules").toAbsolutePath().toString());
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(address(path)));
    }

    HttpResponse<String> post(String path, String type, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        process.waitFor(SECONDS, TimeUnit.SECONDS);
    }
}
