package io.supportassistant.flink;

import io.supportassistant.events.EventHead;
import io.supportassistant.events.SessionEvent;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * The session whose state handles an event, before and after the event is decoded. Messages are
 * partitioned undecoded, so that each is decoded once and not encoded again between operators.
 */
public interface SessionKey extends KeySelector<SessionEvent, String> {

    /** The session that the event names. */
    SessionKey OWN = new Own();

    @Override
    String getKey(SessionEvent event);

    /** The same key from the undecoded event; any text for an event that cannot be decoded. */
    String keyOf(EventHead head);

    /** For {@code keyBy}. Unreadable messages are spread over all subtasks. */
    default KeySelector<RawMessage, String> ofMessages() {
        return message -> {
            String key = keyOf(EventHead.of(message.value()));
            return key.isEmpty() ? message.origin() : key;
        };
    }

    /** See {@link #OWN}. */
    final class Own implements SessionKey {

        private static final long serialVersionUID = 1L;

        private Own() {}

        @Override
        public String getKey(SessionEvent event) {
            return event.sessionId();
        }

        @Override
        public String keyOf(EventHead head) {
            return head.sessionId();
        }
    }
}
