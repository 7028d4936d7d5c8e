package io.supportassistant.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallLinkedTest {

    @Test
    void shouldUseTheSessionIdsOfBothCallIds() {
        CallLinked link = CallLinked.of("twilio", "CA1", "WT1", Instant.EPOCH);

        assertThat(link.sessionId()).isEqualTo(SessionIds.session("twilio", "CA1"));
        assertThat(link.aliasSessionId()).isEqualTo(SessionIds.session("twilio", "WT1"));
    }

    @Test
    void shouldRequireTheCallId() {
        String link =
                new String(EventCodec.encode(CallLinked.of("twilio", "CA1", "WT1", Instant.EPOCH)));

        assertThat(EventCodec.decode(link.getBytes(), SessionEvent.class))
                .isInstanceOf(CallLinked.class);
        assertThatThrownBy(
                        () ->
                                EventCodec.decode(
                                        link.replace("\"call_id\":\"CA1\",", "").getBytes(),
                                        SessionEvent.class))
                .isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void shouldNotLinkACallToItself() {
        assertThatThrownBy(() -> CallLinked.of("twilio", "CA1", "CA1", Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
