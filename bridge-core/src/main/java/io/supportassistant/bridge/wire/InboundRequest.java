package io.supportassistant.bridge.wire;

import io.supportassistant.service.RequestTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A request exactly as received.
 *
 * @param target path and query exactly as on the request line, neither decoded nor re-ordered
 * @param body the bytes as received; callers must not change them
 */
public record InboundRequest(
        String method,
        String target,
        Headers headers,
        byte[] body,
        String remoteAddress,
        Instant receivedAt) {

    /** The same request with its body. */
    public InboundRequest with(byte[] whole, Instant at) {
        return new InboundRequest(method, target, headers, whole, remoteAddress, at);
    }

    /** The path as received, without the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The query as received, or null. */
    public String query() {
        int query = target.indexOf('?');
        return query < 0 ? null : target.substring(query + 1);
    }

    /**
     * The parts of the path after {@code /webhooks/<source>}, decoded.
     *
     * @throws UnreadableRequestException if the path is not correctly encoded or contains U+0000
     */
    public List<String> route() {
        List<String> parts = new ArrayList<>();
        String[] path = path().split("/");
        for (int i = 3; i < path.length; i++) {
            parts.add(decoded(path[i]));
        }
        return parts;
    }

    private static String decoded(String part) {
        String text =
                RequestTarget.decoded(part)
                        .orElseThrow(
                                () ->
                                        UnreadableRequestException.badRequest(
                                                "The path is not correctly encoded"));
        if (!StorableText.isStorable(text)) {
            throw UnreadableRequestException.badRequest("The path must not contain U+0000");
        }
        return text;
    }

    public MediaType mediaType() {
        return MediaType.of(headers.first("Content-Type"));
    }
}
