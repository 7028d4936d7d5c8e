package io.supportassistant.assistjob;

import static io.supportassistant.assistjob.SavepointJob.HANGS;
import static io.supportassistant.assistjob.SavepointJob.LEG;
import static io.supportassistant.assistjob.SavepointJob.LINKED_LEG;
import static io.supportassistant.assistjob.SavepointJob.PROBLEM;
import static io.supportassistant.assistjob.SavepointJob.UNANSWERED;
import static io.supportassistant.flink.CollectingSink.collected;
import static io.supportassistant.flink.HeldCall.CALL;
import static io.supportassistant.flink.HeldCall.linked;
import static io.supportassistant.flink.HeldCall.segment;
import static io.supportassistant.flink.HeldCall.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.flink.GoldenSavepoint;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restores golden savepoints of earlier versions in this one, see {@code savepoints/README.md}. */
class SavepointITCase {

    @BeforeEach
    void forget() {
        SavepointJob.forgetAll();
    }

    @ParameterizedTest
    @CsvSource({"0.2.0, hashmap", "0.2.0, rocksdb", "0.2.1, hashmap", "0.2.1, rocksdb"})
    void shouldResumeItsCalls(String version, String backend) throws Exception {
        SavepointJob.answersAll = true;
        SavepointJob.knowsTheVersion = true;
        try (GoldenSavepoint job =
                GoldenSavepoint.restore(version, backend, SavepointJob::define)) {

            // A running analysis runs again.
            job.eventually(
                    () ->
                            assertThat(requestOf(UNANSWERED).turns())
                                    .extracting(Turn::text)
                                    .containsExactly(HANGS));

            // A repeated segment is recognised; a new one follows the earlier speech.
            send("call-events", segment("live", CALL, "s1", "customer", PROBLEM, 1));
            send("call-events", segment("live", CALL, "s2", "customer", "the app is 2.5", 4));
            job.eventually(
                    () -> {
                        AssistRequest request = requestOf(CALL);
                        assertThat(request.turns())
                                .extracting(Turn::text)
                                .containsExactly(PROBLEM, "the app is 2.5");
                        assertThat(request.run()).isEqualTo(2);
                        assertThat(request.newSegmentIds()).containsExactly("s2");
                        assertThat(request.dismissedIds()).containsExactly("card-1");
                    });

            // The question that the desk showed is answered now.
            job.eventually(
                    () ->
                            assertThat(collected("suggestions", SuggestionUpdate.class))
                                    .filteredOn(update -> update.sessionId().equals(CALL))
                                    .flatExtracting(SuggestionUpdate::withdrawn)
                                    .extracting("reason")
                                    .containsExactly("answered"));

            // Events of a leg before and after its link are re-emitted for its call.
            send("call-events", linked("leg", LEG));
            send("call-events", segment("linked-leg", LINKED_LEG, "l2", "agent", "one moment", 5));
            job.eventually(
                    () ->
                            assertThat(collected("told", TranscriptSegment.class))
                                    .filteredOn(told -> told.sessionId().equals(CALL))
                                    .extracting(TranscriptSegment::text)
                                    .containsExactlyInAnyOrder("hello from the leg", "one moment"));
            assertThat(collected("dead-letters", DeadLetter.class)).isEmpty();
        }
    }

    private static AssistRequest requestOf(String session) {
        List<AssistRequest> all =
                SavepointJob.REQUESTS.stream()
                        .filter(request -> request.sessionId().equals(session))
                        .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
