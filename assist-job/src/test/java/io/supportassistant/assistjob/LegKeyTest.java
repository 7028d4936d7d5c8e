package io.supportassistant.assistjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.EventHead;
import io.supportassistant.events.SessionIds;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LegKeyTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final CallLinked LINK = CallLinked.of("test", "one", "leg", AT);

    @Test
    void shouldBeTheSameBeforeAndAfterAnEventIsDecoded() {
        for (CallEvent event :
                List.of(LINK, new CallEnded(LINK.sessionId(), AT, "one", CallEnded.HANGUP))) {
            EventHead head = EventHead.of(EventCodec.encode(event));

            assertThat(LegKey.INSTANCE.keyOf(head)).isEqualTo(LegKey.INSTANCE.getKey(event));
        }
    }

    @Test
    void shouldHandleALinkInTheSessionOfItsLeg() {
        assertThat(LegKey.INSTANCE.getKey(LINK)).isEqualTo(SessionIds.session("test", "leg"));
    }
}
