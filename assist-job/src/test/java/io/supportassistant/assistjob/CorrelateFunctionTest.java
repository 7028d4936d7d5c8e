package io.supportassistant.assistjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.TranscriptRedacted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrelateFunctionTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String CALL = SessionIds.session("acd", "CA1");
    private static final String LEG = SessionIds.session("acd", "WT1");
    private static final CallLinked LINK = CallLinked.of("acd", "CA1", "WT1", NOW);

    @Test
    void shouldPassOnACallWithoutLegs() throws Exception {
        try (Links links = new Links()) {
            links.hear(joined(CALL));

            assertThat(links.passed).containsExactly(joined(CALL));
        }
    }

    @Test
    void shouldReEmitEventsAfterTheLink() throws Exception {
        try (Links links = new Links()) {
            links.hear(LINK);
            links.hear(joined(LEG));

            assertThat(links.passed).containsExactly(LINK, joined(CALL));
        }
    }

    @Test
    void shouldReEmitEventsBeforeTheLink() throws Exception {
        try (Links links = new Links()) {
            links.hear(joined(LEG));
            links.hear(LINK);

            assertThat(links.passed).containsExactly(joined(LEG), LINK, joined(CALL));
        }
    }

    @Test
    void shouldReEmitNothingTwice() throws Exception {
        try (Links links = new Links()) {
            links.hear(joined(LEG));
            links.hear(LINK);
            links.hear(LINK);
            links.hear(joined(LEG));

            assertThat(links.passed).filteredOn(joined(CALL)::equals).hasSize(1);
        }
    }

    @Test
    void shouldFollowAChainOfLinks() throws Exception {
        String task = SessionIds.session("acd", "task");
        try (Links links = new Links()) {
            links.hear(CallLinked.of("acd", "WT1", "task", NOW));
            links.hear(LINK);
            links.hear(joined(task));

            assertThat(links.passed).contains(joined(CALL)).doesNotContain(joined(LEG));
        }
    }

    @Test
    void shouldNotMistakeTheEndOfALegForTheEndOfTheCall() throws Exception {
        try (Links links = new Links()) {
            links.hear(LINK);
            links.hear(new CallEnded(LEG, NOW, "WT1", CallEnded.HANGUP));

            assertThat(links.passed).containsExactly(LINK);
        }
    }

    @Test
    void shouldReEmitARedaction() throws Exception {
        try (Links links = new Links()) {
            links.hear(redacted(LEG));
            links.hear(LINK);

            assertThat(links.passed).contains(redacted(CALL));
        }
    }

    private static TranscriptRedacted redacted(String session) {
        return new TranscriptRedacted(
                session, NOW, "s1", "it's [card number]", List.of("card_number"));
    }

    @Test
    void shouldStopAtCircularLinks() throws Exception {
        try (Links links = new Links()) {
            links.hear(LINK);
            links.hear(CallLinked.of("acd", "WT1", "CA1", NOW));
            links.hear(joined(LEG));

            assertThat(links.hops).isLessThan(10);
        }
    }

    @Test
    void shouldForgetNothingWhenRestored() throws Exception {
        Links first = new Links();
        first.hear(joined(LEG));
        var snapshot = first.correlate.snapshot(1, 1);
        first.close();

        try (Links second = new Links(snapshot)) {
            second.hear(LINK);

            assertThat(second.passed).containsExactly(LINK, joined(CALL));
        }
    }

    @Test
    void shouldReEmitEventsOfALongLeg() throws Exception {
        try (Links links = new Links()) {
            links.hear(LINK);
            for (int halfHour = 1; halfHour <= 8; halfHour++) {
                Duration sinceStart = Duration.ofMinutes(30L * halfHour);
                links.at(sinceStart);
                links.passed.clear();
                links.hear(joined(LEG, NOW.plus(sinceStart)));
                assertThat(links.passed).containsExactly(joined(CALL, NOW.plus(sinceStart)));
            }
        }
    }

    private static AgentJoined joined(String session) {
        return joined(session, NOW);
    }

    private static AgentJoined joined(String session, Instant at) {
        return new AgentJoined(session, at, "agent-7", "Priya", null);
    }
}
