package io.supportassistant.push;

import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SourceCards;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Topic;
import io.supportassistant.events.UnreadableEventException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The topics that boards are built from, in the order a {@link Cursor} counts them. A new topic
 * goes at the end, so that existing cursors stay valid.
 */
enum BoardTopic {
    CALL_EVENTS(Topic.CALL_EVENTS, CallEvent.class),
    SUGGESTIONS(Topic.SUGGESTIONS, SuggestionUpdate.class, SourceCards.class),
    CUSTOMER_PROFILES(Topic.CUSTOMER_PROFILES, CustomerProfile.class),
    CRM_OUTCOMES(Topic.CRM_OUTCOMES, CrmOutcome.class),
    AGENT_FEEDBACK(Topic.AGENT_FEEDBACK, AgentFeedback.class),
    CALL_BRIEF(Topic.CALL_BRIEF, CallBrief.class);

    private final Topic topic;
    private final List<Class<? extends SessionEvent>> kinds;

    @SafeVarargs
    @SuppressWarnings("varargs")
    BoardTopic(Topic topic, Class<? extends SessionEvent>... kinds) {
        this.topic = topic;
        this.kinds = List.of(kinds);
    }

    static List<Topic> topics() {
        return Stream.of(values()).map(value -> value.topic).toList();
    }

    /**
     * @throws IllegalArgumentException if boards do not use that topic
     */
    static BoardTopic of(String topicName) {
        return Stream.of(values())
                .filter(value -> value.topic.topicName().equals(topicName))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no board topic is named " + topicName));
    }

    /**
     * Whether an event makes a call known. A CRM may respond hours after the call, when its board
     * is gone, and feedback may be read before its call.
     */
    static boolean makesACallKnown(AssistEvent event) {
        return event instanceof CallEvent || event instanceof SuggestionUpdate;
    }

    /**
     * Decodes one message of the topic.
     *
     * @throws UnreadableEventException if it is not an event of this topic
     */
    SessionEvent read(byte[] message) {
        SessionEvent event = EventCodec.decode(message, SessionEvent.class);
        if (kinds.stream().noneMatch(kind -> kind.isInstance(event))) {
            throw new UnreadableEventException("it does not belong on this topic", null);
        }
        return event;
    }
}
