package io.supportassistant.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SessionIdsTest {

    @Test
    void shouldKeepTheIdOfAKnownCall() {
        // Ids are stored and shared with other systems: a new value here breaks every one of them.
        assertThat(SessionIds.session("generic", "call-1"))
                .isEqualTo("a98e5911-57f3-5b20-b0a3-4820a79b947d");
    }

    @Property
    void shouldBeDeterministicVersionFiveUuids(@ForAll String source, @ForAll String callId) {
        String id = SessionIds.session(source, callId);

        assertThat(id).isEqualTo(SessionIds.session(source, callId));
        assertThat(SessionIds.isSessionId(id)).isTrue();
        assertThat(UUID.fromString(id).version()).isEqualTo(5);
    }

    @Test
    void shouldGiveDifferentIdsForDifferentParts() {
        String session = SessionIds.session("generic", "call-1");

        assertThat(SessionIds.within(session, "card", "KB-1"))
                .isNotEqualTo(SessionIds.within(session, "card", "KB-2"))
                .isNotEqualTo(SessionIds.within(session, "question", "KB-1"));
    }
}
