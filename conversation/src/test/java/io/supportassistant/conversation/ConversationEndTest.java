package io.supportassistant.conversation;

import static io.supportassistant.conversation.SampleCall.SESSION;
import static io.supportassistant.conversation.SampleCall.START;
import static io.supportassistant.conversation.SampleCall.agent;
import static io.supportassistant.conversation.SampleCall.at;
import static io.supportassistant.conversation.SampleCall.customer;
import static io.supportassistant.conversation.SampleCall.feedback;
import static io.supportassistant.conversation.SampleCall.question;
import static io.supportassistant.conversation.SampleCall.segment;
import static io.supportassistant.conversation.SampleConversation.GRACE;
import static io.supportassistant.conversation.SampleConversation.IDLE;
import static io.supportassistant.conversation.SampleConversation.INTERVAL;
import static io.supportassistant.conversation.SampleConversation.ended;
import static io.supportassistant.conversation.SampleConversation.restored;
import static io.supportassistant.conversation.SampleConversation.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.Speaker;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a call ends, and the state that remains. */
class ConversationEndTest {

    private final Conversation call = restored(null);

    @Test
    void shouldEndWithTheSourcesEventAndDropThePendingRun() {
        call.on(customer("c1", "one"), at(0));
        call.on(customer("c2", "two"), at(100));
        CallEnded ended = new CallEnded(SESSION, at(200), "call-1", CallEnded.HANGUP);

        Decision decision = call.on(ended, at(200));

        assertThat(decision.request()).isNull();
        assertThat(decision.closing()).isEqualTo(ended);
        assertThat(call.onTimer(at(INTERVAL))).isEqualTo(Decision.NOTHING);
    }

    @Test
    void shouldEndAfterTheIdleTimeout() {
        call.on(started("call-1"), at(0));
        call.on(customer("c1", "one"), at(1_000));

        assertThat(call.onTimer(at(1_000 + IDLE - 1))).isEqualTo(Decision.NOTHING);
        Decision decision = call.onTimer(at(1_000 + IDLE));

        assertThat(decision.request()).isNull();
        assertThat(decision.closing())
                .isEqualTo(new CallEnded(SESSION, at(1_000 + IDLE), "call-1", CallEnded.IDLE));
    }

    @Test
    void shouldStayOpenWhileEventsArrive() {
        List<SessionEvent> signsOfLife =
                List.of(
                        started("call-1"),
                        new AgentJoined(SESSION, START, "agent-7", "Ann", "support"),
                        segment("c1", Speaker.CUSTOMER, "it", false, null),
                        agent("a1", "hm"),
                        feedback("card-1", AgentFeedback.Kind.OPENED),
                        new AgentLeft(SESSION, START, "agent-7"));
        Instant now = START;
        for (SessionEvent event : signsOfLife) {
            now = now.plusMillis(IDLE - 1);
            assertThat(call.onTimer(now)).isEqualTo(Decision.NOTHING);
            call.on(event, now);
            assertThat(call.nextDeadline()).isEqualTo(now.plusMillis(IDLE));
        }
    }

    @Test
    void shouldIgnoreLateEventsOfAnEndedCall() {
        call.on(ended(), at(0));

        assertThat(call.on(customer("c1", "one"), at(1))).isEqualTo(Decision.NOTHING);
        ConversationState state = call.state();
        assertThat(call.on(question("?"), at(2))).isEqualTo(Decision.NOTHING);
        assertThat(call.on(ended(), at(3))).isEqualTo(Decision.NOTHING);
        assertThat(call.onTimer(at(IDLE))).isEqualTo(Decision.NOTHING);
        assertThat(call.state()).isEqualTo(state);
        assertThat(call.nextDeadline()).isEqualTo(at(GRACE));
    }

    @Test
    void shouldKeepOnlyTheEndAndTheTurnsOfAnEndedCall() {
        call.on(customer("c1", "my #cam"), at(0));
        call.on(customer("c2", "my #hub"), at(1));
        call.on(feedback("card-1", AgentFeedback.Kind.DISMISSED), at(2));
        call.on(ended(), at(3));

        ConversationState state = call.state();

        assertThat(state.endedAt()).isEqualTo(at(3));
        assertThat(state.turns()).hasSize(2);
        assertThat(state.facts()).isEmpty();
        assertThat(state.dismissedIds()).isEmpty();
        assertThat(state.newSegmentIds()).isEmpty();
        assertThat(state.waiting()).isFalse();
    }

    @Test
    void shouldBeForgettableAfterTheGracePeriod() {
        assertThat(call.isForgettable(at(10 * IDLE))).isFalse();
        call.on(ended(), at(0));

        assertThat(call.isForgettable(at(GRACE - 1))).isFalse();
        assertThat(call.isForgettable(at(GRACE))).isTrue();
    }

    @Test
    void shouldNameTheNextDeadlineOfEachPhase() {
        assertThat(call.nextDeadline()).as("opened").isEqualTo(at(IDLE));
        call.on(customer("c1", "one"), at(100));
        assertThat(call.nextDeadline()).as("ran at once").isEqualTo(at(100 + IDLE));
        call.on(customer("c2", "two"), at(200));
        assertThat(call.nextDeadline()).as("waiting").isEqualTo(at(100 + INTERVAL));
        call.onTimer(at(100 + INTERVAL));
        // a timer is no sign of life: the last event was c2 at 200 ms
        assertThat(call.nextDeadline()).as("ran by timer").isEqualTo(at(200 + IDLE));
        call.onTimer(at(200 + IDLE));
        assertThat(call.nextDeadline()).as("ended").isEqualTo(at(200 + IDLE + GRACE));
    }
}
