package io.supportassistant.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.supportassistant.doubles.SimulatedCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets another process play calls on the double of a telephone system. The response to {@code POST
 * /calls?speed=20} with a call is 200 when the call is over, and 502 if the system rejected it;
 * {@code GET /sessions/CALL} returns the session of a call. Listens on loopback only. Like the rest
 * of a local system it needs no key, but web pages in a browser have no access.
 */
public final class PlayedCalls implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String CALLS = "/calls";
    static final String SESSIONS = "/sessions/";
    static final String SPEED = "speed=";

    private static final int LARGEST_CALL = 4 << 20;

    private final PhoneSystemTarget door;
    private final HttpServer server;
    private final ExecutorService players = Executors.newCachedThreadPool();

    private PlayedCalls(PhoneSystemTarget door) throws IOException {
        this.door = door;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(CALLS, this::play);
        server.createContext(SESSIONS, this::session);
        server.setExecutor(players);
        server.start();
    }

    /** Listens on a free port. */
    public static PlayedCalls on(PhoneSystemTarget door) throws IOException {
        return new PlayedCalls(door);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void play(HttpExchange exchange) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        int status;
        try {
            // A browser sends a preflight request before it posts this type to another site, and
            // the preflight fails.
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            if (!"POST".equals(exchange.getRequestMethod()) || !"application/json".equals(type)) {
                throw new IllegalArgumentException(
                        "the request must be a POST of a call as application/json");
            }
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_CALL);
            SimulatedCall call = JSON.readValue(body, SimulatedCall.class);
            answer.put("segments", door.play(call, speed(exchange)));
            status = 200;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            answer.put("detail", "The call cannot be played: " + e.getMessage());
            status = 400;
        } catch (IllegalStateException e) {
            answer.put("detail", e.getMessage());
            status = 502;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.put("detail", "The system is stopping");
            status = 503;
        }
        send(exchange, status, answer);
    }

    private static double speed(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        if (query == null || !query.startsWith(SPEED)) {
            return 1;
        }
        double speed = Double.parseDouble(query.substring(SPEED.length()));
        if (!(speed > 0)) {
            throw new IllegalArgumentException("the speed must be above 0");
        }
        return speed;
    }

    private void session(HttpExchange exchange) throws IOException {
        String callId = exchange.getRequestURI().getPath().substring(SESSIONS.length());
        send(exchange, 200, JSON.createObjectNode().put("session_id", door.sessionOf(callId)));
    }

    private static void send(HttpExchange exchange, int status, ObjectNode answer)
            throws IOException {
        try (exchange) {
            byte[] body = answer.toString().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        players.shutdownNow();
        server.stop(0);
    }
}
