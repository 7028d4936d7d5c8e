package io.supportassistant.analytics;

import io.supportassistant.events.SessionIds;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code SESSION_OF_CALL(source, call_id)}: the session of a source's call; null if either is null.
 */
public final class SessionOfCall extends ScalarFunction {

    static final String NAME = "SESSION_OF_CALL";

    private static final long serialVersionUID = 1L;

    public String eval(String source, String callId) {
        return source == null || callId == null ? null : SessionIds.session(source, callId);
    }
}
