package io.supportassistant.push;

import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Topic;
import io.supportassistant.events.UnreadableEventException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The topics a call is shown from, in the order a {@link Cursor} counts them. Another one comes at
 * the end, so that a cursor that was given out before stays true.
 */
enum BoardTopic {
    CALL_EVENTS(Topic.CALL_EVENTS, CallEvent.class),
    SUGGESTIONS(Topic.SUGGESTIONS, SuggestionUpdate.class),
    CUSTOMER_PROFILES(Topic.CUSTOMER_PROFILES, CustomerProfile.class),
    CRM_OUTCOMES(Topic.CRM_OUTCOMES, CrmOutcome.class);

    private final Topic topic;
    private final Class<? extends SessionEvent> kind;

    BoardTopic(Topic topic, Class<? extends SessionEvent> kind) {
        this.topic = topic;
        this.kind = kind;
    }

    static List<Topic> topics() {
        return Stream.of(values()).map(feed -> feed.topic).toList();
    }

    /**
     * @throws IllegalArgumentException if no call is shown from that topic
     */
    static BoardTopic of(String topicName) {
        return Stream.of(values())
                .filter(feed -> feed.topic.topicName().equals(topicName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no feed is " + topicName));
    }

    /** A CRM may answer hours after the call, which is then gone: that makes no call of its own. */
    boolean isOfACrm() {
        return this == CUSTOMER_PROFILES || this == CRM_OUTCOMES;
    }

    /**
     * Reads one message of the topic.
     *
     * @throws UnreadableEventException if it is not an event that belongs there
     */
    SessionEvent read(byte[] message) {
        return EventCodec.decode(message, kind);
    }
}
