package io.supportassistant.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventHeadTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final String CALL = SessionIds.session("test", "one");

    @Test
    void shouldReadTheSessionOfAnEvent() {
        EventHead head = EventHead.of(EventCodec.encode(new CallEnded(CALL, AT, "one", "hangup")));

        assertThat(head).isEqualTo(new EventHead("call.ended", CALL, ""));
    }

    @Test
    void shouldReadBothSessionsOfALink() {
        CallLinked link = CallLinked.of("test", "one", "leg", AT);

        assertThat(EventHead.of(EventCodec.encode(link)))
                .isEqualTo(new EventHead("call.linked", CALL, link.aliasSessionId()));
    }

    @Test
    void shouldAgreeWithTheCodecOnEveryKindOfEvent() {
        for (AssistEvent event : SampleEvents.all()) {
            byte[] encoded = EventCodec.encode(event);
            EventHead head = EventHead.of(encoded);

            assertThat(new String(encoded, UTF_8)).contains("\"type\":\"" + head.type() + "\"");
            if (event instanceof SessionEvent of) {
                assertThat(head.sessionId()).isEqualTo(of.sessionId());
            }
            if (event instanceof CallLinked link) {
                assertThat(head.aliasSessionId()).isEqualTo(link.aliasSessionId());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"words\":[{\"session_id\":\"no\"}],\"session_id\":\"s\",\"type\":\"t\"}",
                "{\"type\":\"t\",\"data\":{\"type\":\"x\",\"session_id\":\"no\"},\"session_id\":\"s\"}",
                "{\"type\":\"t\",\"alias_session_id\":\"no\",\"session_id\":\"s\",\"half",
                " {\"session_\\u0069d\":\"s\",\"x\":null,\"type\":\"t\"} "
            })
    void shouldReadFieldsOfTheEventItselfInAnyOrder(String json) {
        assertThat(EventHead.of(json.getBytes(UTF_8))).isEqualTo(new EventHead("t", "s", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{half", "[]", "null", "\"type\"", "{\"session_id\":7,\"type\":null}"})
    void shouldBeEmptyIfNothingCanBeRead(String json) {
        assertThat(EventHead.of(json.getBytes(UTF_8))).isEqualTo(new EventHead("", "", ""));
    }

    @Property
    void shouldNeverThrow(@ForAll byte[] bytes) {
        assertThat(EventHead.of(bytes)).isNotNull();
    }
}
