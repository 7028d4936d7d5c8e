package io.supportassistant.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.Configuration;

/**
 * Requires a token for requests that change state: programs of any user on the machine can reach
 * the server, too.
 *
 * @param token or null, which allows all requests
 */
record ChangeToken(String token) {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    static ChangeToken of(Configuration configuration) {
        return new ChangeToken(configuration.get(FlinkGuard.TOKEN));
    }

    /** The value of the header {@code Authorization} with the token. */
    Optional<String> header() {
        return Optional.ofNullable(token).map(known -> "Bearer " + known);
    }

    /**
     * The reason to refuse a request, as a text for its sender; empty if the request is accepted.
     *
     * @param headers the values of all {@code Authorization} headers
     */
    Optional<String> refusal(String method, List<String> headers) {
        if (token == null || READING.contains(method) || isKnown(headers)) {
            return Optional.empty();
        }
        return Optional.of(
                "Requests that change state need the token of "
                        + FlinkGuard.TOKEN.key()
                        + " as a bearer token.");
    }

    private boolean isKnown(List<String> headers) {
        return headers.size() == 1
                && MessageDigest.isEqual(
                        headers.get(0).getBytes(UTF_8), header().orElseThrow().getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "ChangeToken";
    }
}
