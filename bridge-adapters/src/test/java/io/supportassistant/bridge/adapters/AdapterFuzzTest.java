package io.supportassistant.bridge.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.AdapterEndpoint;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.redaction.EventRedaction;
import io.supportassistant.bridge.redaction.MessageRedaction;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.EventCodec;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.Redactor;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * For any request an adapter returns a verdict, never an exception, and never an event that cannot
 * be stored. A thousand tries each; {@code -Djqwik.tries.default=100000} for a longer run.
 */
class AdapterFuzzTest {

    private static final Redactor REDACTOR =
            new Redactor(EnumSet.allOf(PersonalData.class), List.of("US"));
    private static final EventRedaction EVENTS = new EventRedaction(REDACTOR);
    private static final MessageRedaction MESSAGES = new MessageRedaction(REDACTOR);

    @Property
    void shouldAnswerMutatedRequestsAndKeepWorking(
            @ForAll @IntRange(max = 1_000) int which, @ForAll Random random) {
        AdapterEndpoint endpoint =
                MutatedRequests.ENDPOINTS.get(which % MutatedRequests.ENDPOINTS.size());
        List<MutatedRequests.Sample> samples =
                MutatedRequests.SAMPLES.get(endpoint.adapter().source());
        MutatedRequests.Sample sample = samples.get(random.nextInt(samples.size()));
        List<CallEvent> before = accepted(endpoint.receive(sample.request())).events();
        assertThat(before).isNotEmpty();

        check(endpoint.receive(MutatedRequests.mutated(sample, random)));

        assertThat(accepted(endpoint.receive(sample.request())).events()).isEqualTo(before);
    }

    private static Verdict.Accepted accepted(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        return (Verdict.Accepted) verdict;
    }

    private static void check(Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            assertThat(refused.status()).isBetween(400, 499);
            assertThat(refused.detail()).isNotBlank();
        } else if (verdict instanceof Verdict.Accepted accepted) {
            assertThat(accepted.response().status() / 100).isEqualTo(2);
            accepted.events()
                    .forEach(
                            event -> {
                                byte[] stored = EventCodec.encode(EVENTS.redact(event));
                                CallEvent read = EventCodec.decode(stored, CallEvent.class);
                                assertThat(read.toString()).doesNotContain("\0");
                            });
            accepted.unusable()
                    .forEach(
                            unusable -> {
                                assertThat(unusable.reason()).isNotBlank();
                                assertThat(MESSAGES.redact(unusable.message())).isNotNull();
                                assertThat(MESSAGES.redactForm(unusable.message())).isNotNull();
                            });
        }
    }
}
