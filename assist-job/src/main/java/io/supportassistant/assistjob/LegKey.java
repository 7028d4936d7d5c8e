package io.supportassistant.assistjob;

import io.supportassistant.correlation.LegEvents;
import io.supportassistant.events.EventHead;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.flink.SessionKey;

/** As {@link LegEvents#sessionOf}: a link is handled by the session of its alias. */
final class LegKey implements SessionKey {

    static final LegKey INSTANCE = new LegKey();

    private static final long serialVersionUID = 1L;

    private LegKey() {}

    @Override
    public String getKey(SessionEvent event) {
        return LegEvents.sessionOf(event);
    }

    @Override
    public String keyOf(EventHead head) {
        return head.aliasSessionId().isEmpty() ? head.sessionId() : head.aliasSessionId();
    }
}
