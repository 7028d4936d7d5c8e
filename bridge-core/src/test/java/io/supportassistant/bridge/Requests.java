package io.supportassistant.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.supportassistant.bridge.wire.Headers;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.events.CallEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests as a telephone system sends them, for tests of adapters. */
public final class Requests {

    public static final Instant NOW = Instant.parse("2026-01-15T10:00:08Z");
    public static final String JSON = "application/json";
    public static final String FORM = "application/x-www-form-urlencoded";

    private final String method;
    private final String target;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private byte[] body = new byte[0];
    private Instant at = NOW;

    private Requests(String method, String target) {
        this.method = method;
        this.target = target;
    }

    public static Requests to(String method, String target) {
        return new Requests(method, target);
    }

    public static Requests post(String target) {
        return new Requests("POST", target);
    }

    public Requests header(String name, String value) {
        headers.add(Map.entry(name, value));
        return this;
    }

    public Requests json(String json) {
        return body(JSON, json.getBytes(UTF_8));
    }

    public Requests form(String form) {
        return body(FORM, form.getBytes(UTF_8));
    }

    public Requests body(String contentType, byte[] bytes) {
        body = bytes;
        return header("Content-Type", contentType);
    }

    public Requests at(Instant when) {
        at = when;
        return this;
    }

    public InboundRequest request() {
        return new InboundRequest(method, target, new Headers(headers), body, "192.0.2.1", at);
    }

    /** The content of a file in the test resources. */
    public static String fixture(String path) {
        try (InputStream in = Requests.class.getResourceAsStream("/" + path)) {
            return new String(in.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The adapter's verdict, which must be accepted. */
    public Verdict.Accepted acceptedBy(Adapter adapter) {
        Verdict verdict = new AdapterEndpoint(adapter).receive(request());
        if (verdict instanceof Verdict.Accepted accepted) {
            return accepted;
        }
        throw new AssertionError("refused: " + verdict);
    }

    public Verdict.Refused refusedBy(Adapter adapter) {
        Verdict verdict = new AdapterEndpoint(adapter).receive(request());
        if (verdict instanceof Verdict.Refused refused) {
            return refused;
        }
        throw new AssertionError("accepted: " + verdict);
    }

    /** The only event of the adapter's verdict. */
    public <T extends CallEvent> T eventBy(Adapter adapter, Class<T> kind) {
        List<CallEvent> events = acceptedBy(adapter).events();
        if (events.size() != 1) {
            throw new AssertionError("events: " + events);
        }
        return kind.cast(events.get(0));
    }
}
