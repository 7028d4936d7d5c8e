package io.supportassistant.bridge.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.amazonconnect.ContactLensAdapter;
import io.supportassistant.bridge.deepgram.DeepgramMessages;
import io.supportassistant.bridge.generic.GenericEvents;
import io.supportassistant.bridge.genesys.GenesysAdapter;
import io.supportassistant.settings.Settings;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request with a great many messages, and messages with very long names. */
class ManyMessagesTest {

    private static final String RESULT =
            "{\"type\":\"Results\",\"start\":1,\"duration\":5,\"metadata\":{\"request_id\":\"%s\"},"
                + "\"channel_index\":[\"%s\",1],\"channel\":{\"alternatives\":[{\"transcript\":\"%s\",\"words\":[%s]}]}}";

    private final Adapter deepgram =
            DeepgramMessages.adapter(Settings.of(Map.of("DEEPGRAM_UNSIGNED", "accept")))
                    .orElseThrow();

    private static String array(String one, int count) {
        return "[" + String.join(",", Collections.nCopies(count, one)) + "]";
    }

    private static Requests deepgram(String json) {
        return Requests.post("/webhooks/deepgram/call-1").json(json);
    }

    private static String voiceChanges(int count) {
        String text = String.join(" ", Collections.nCopies(count, "a"));
        return RESULT.formatted("r", "0", text, words(count));
    }

    private static String words(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"word\":\"a\",\"speaker\":" + i % 2 + "}")
                .collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "{}", "{\"type\":\"Metadata\"}"})
    void shouldBeRefusedOfAnyKind(String message) {
        Verdict.Refused refused =
                deepgram(array(message, Intake.MOST_MESSAGES + 1)).refusedBy(deepgram);

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.detail()).contains("at most 2000 messages");
        assertThat(deepgram(array(message, Intake.MOST_MESSAGES)).acceptedBy(deepgram).weight())
                .isEqualTo(Intake.MOST_MESSAGES);
    }

    @Test
    void shouldBeRefusedAsVoiceChangesToo() {
        assertThat(deepgram(voiceChanges(Intake.MOST_MESSAGES + 2)).refusedBy(deepgram).status())
                .isEqualTo(413);
        assertThat(deepgram(voiceChanges(100)).acceptedBy(deepgram).weight()).isEqualTo(100);
    }

    @Test
    void shouldBeRefusedByEveryAdapterThatAcceptsArrays() {
        String zeros = array("0", Intake.MOST_MESSAGES + 1);
        String segments =
                "{\"EventType\":\"SEGMENTS\",\"ContactId\":\"c1\",\"Segments\":"
                        + array("{}", Intake.MOST_MESSAGES + 1)
                        + "}";

        assertThat(
                        Requests.post("/webhooks/amazon-connect")
                                .json(segments)
                                .refusedBy(new ContactLensAdapter(request -> true))
                                .status())
                .isEqualTo(413);
        assertThat(
                        Requests.post("/webhooks/genesys")
                                .json(zeros)
                                .refusedBy(new GenesysAdapter(request -> true))
                                .status())
                .isEqualTo(413);
        assertThat(
                        Requests.post("/webhooks/generic")
                                .body(
                                        "application/cloudevents-batch+json",
                                        zeros.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .refusedBy(new GenericEvents(request -> true, true))
                                .status())
                .isEqualTo(413);
    }

    @Test
    void shouldSetAsideNamesLongerThanIds() {
        String name = "x".repeat(201);
        String voice = "{\"word\":\"a\",\"speaker\":\"" + name + "\"}";

        for (String message :
                new String[] {
                    RESULT.formatted(name, "0", "a", ""),
                    RESULT.formatted("r", name, "a", ""),
                    RESULT.formatted("r", "0", "a", voice)
                }) {
            Verdict.Accepted accepted = deepgram(message).acceptedBy(deepgram);
            assertThat(accepted.events()).isEmpty();
            assertThat(accepted.unusable())
                    .singleElement()
                    .satisfies(one -> assertThat(one.reason()).contains("longer than 200"));
        }
    }

    @Test
    void shouldSetAsideAParticipantWithALongName() {
        Verdict.Accepted accepted =
                Requests.post("/webhooks/amazon-connect")
                        .json(
                                "{\"EventType\":\"SEGMENTS\",\"ContactId\":\"c1\",\"Segments\":[{\"Transcript\":{\"Id\":\"1\",\"Content\":\"hi\",\"ParticipantId\":\"%s\"}}]}"
                                        .formatted("x".repeat(201)))
                        .acceptedBy(new ContactLensAdapter(request -> true));

        assertThat(accepted.events()).isEmpty();
        assertThat(accepted.unusable()).hasSize(1);
    }
}
