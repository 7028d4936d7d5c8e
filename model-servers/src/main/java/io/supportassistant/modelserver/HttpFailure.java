package io.supportassistant.modelserver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.exception.HttpException;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelOutcome;
import io.supportassistant.events.ModelUse;
import io.supportassistant.remote.RetryAfter;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A response with an error status. Only the error code of its body is kept: the rest may repeat the
 * key or the request.
 */
public final class HttpFailure extends HttpException {

    private static final long serialVersionUID = 1L;
    private static final Pattern CODE = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");
    private static final String OVER_QUOTA = "insufficient_quota";

    private final String code;
    private final Duration retryAfter;

    public HttpFailure(HttpResponse<byte[]> response) {
        this(
                response.statusCode(),
                code(response.body()),
                RetryAfter.of(response.headers()).orElse(null));
    }

    private HttpFailure(int status, String code, Duration retryAfter) {
        super(status, "status " + status + (code == null ? "" : ", " + code));
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public ModelOutcome outcome() {
        int status = statusCode();
        return switch (status) {
            case 401, 403 -> ModelOutcome.UNAUTHORIZED;
            case 404 -> ModelOutcome.NOT_FOUND;
            case 408 -> ModelOutcome.TIMEOUT;
            case 429 ->
                    OVER_QUOTA.equals(code) ? ModelOutcome.OVER_QUOTA : ModelOutcome.RATE_LIMITED;
            default ->
                    status >= 400 && status < 500
                            ? ModelOutcome.INVALID_REQUEST
                            : ModelOutcome.UNAVAILABLE;
        };
    }

    public ModelException asModelException(ModelUse use) {
        return new ModelException(outcome(), getMessage(), use, retryAfter);
    }

    private static String code(byte[] body) {
        try {
            JsonNode error = Json.MAPPER.readTree(body).path("error");
            String code = error.path("code").asText("");
            String named = code.isEmpty() ? error.path("type").asText("") : code;
            return CODE.matcher(named).matches() ? named : null;
        } catch (IOException e) {
            return null;
        }
    }
}
