package io.supportassistant.local;

import com.sun.net.httpserver.HttpServer;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The page of samples/embedding/plain, served by its own server, with a desk that requires tokens
 * and a double of the system that knows who is signed in.
 */
final class SamplePage implements AutoCloseable {

    private static final Path SERVER = Path.of("../samples/embedding/plain/server.js");

    private final AtomicInteger tokens = new AtomicInteger();
    private final HttpServer who;
    private final DeskService desk;
    private final Process server;
    private final String address;
    private volatile boolean isSignedOut;

    SamplePage(LocalStack stack, int tokenSeconds) throws Exception {
        Ports ports = Ports.free();
        desk =
                new DeskService(
                        stack,
                        ports.http(),
                        Map.of("DESK_FRAME_ANCESTORS", "http://localhost:" + ports.flink()));
        who = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        who.createContext(
                "/",
                exchange -> {
                    byte[] agent = "{\"agent\": \"agent-9\"}".getBytes(StandardCharsets.UTF_8);
                    if (isSignedOut) {
                        exchange.sendResponseHeaders(401, -1);
                    } else {
                        tokens.incrementAndGet();
                        exchange.sendResponseHeaders(200, agent.length);
                        exchange.getResponseBody().write(agent);
                    }
                    exchange.close();
                });
        who.start();
        ProcessBuilder builder =
                new ProcessBuilder("node", SERVER.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(
                        Map.of(
                                "PORT",
                                Integer.toString(ports.flink()),
                                "ASSIST_URL",
                                "http://127.0.0.1:" + ports.http(),
                                "ASSIST_SIGNING_KEY",
                                DeskService.KEY,
                                "ASSIST_SOURCE",
                                "generic",
                                "ASSIST_TOKEN_SECONDS",
                                Integer.toString(tokenSeconds),
                                "WHO_URL",
                                "http://127.0.0.1:" + who.getAddress().getPort()));
        server = builder.start();
        BufferedReader said = server.inputReader();
        String first =
                CompletableFuture.supplyAsync(() -> said.lines().findFirst().orElse(""))
                        .get(30, TimeUnit.SECONDS);
        if (!first.equals("ready")) {
            close();
            throw new IllegalStateException("the sample's server does not start");
        }
        address = "http://localhost:" + ports.flink() + "/#";
    }

    String address(Caller call) {
        return address + call.callId();
    }

    /** How many tokens the agent was given. */
    int tokens() {
        return tokens.get();
    }

    /** From now on nobody is signed in. */
    void signOut() {
        isSignedOut = true;
    }

    @Override
    public void close() throws Exception {
        server.destroy();
        server.waitFor(30, TimeUnit.SECONDS);
        who.stop(0);
        desk.close();
    }
}
