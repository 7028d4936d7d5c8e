package io.supportassistant.conversation;

import static io.supportassistant.conversation.SampleCall.SESSION;
import static io.supportassistant.conversation.SampleCall.START;
import static io.supportassistant.conversation.SampleCall.at;
import static io.supportassistant.conversation.SampleCall.customer;
import static io.supportassistant.conversation.SampleCall.segment;
import static io.supportassistant.conversation.SampleConversation.received;
import static io.supportassistant.conversation.SampleConversation.redacted;
import static io.supportassistant.conversation.SampleConversation.restored;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.TranscriptTracks;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recognisers that reconnect, and voices that are distinguished in one channel. */
class ConversationVoicesTest {

    private final Conversation call = restored(null);

    // ---- recognisers that reconnect

    private static TranscriptSegment streamed(
            String id, String session, String track, double start, String text, double received) {
        return new TranscriptSegment(
                SESSION,
                START.plusMillis(Math.round(received * 1000)),
                "generic",
                "call-1",
                id,
                Speaker.UNKNOWN,
                text,
                start,
                start + 2,
                null,
                true,
                START.plusMillis(Math.round(received * 1000)),
                track,
                null,
                null,
                session);
    }

    private AssistRequest afterAll(TranscriptSegment... segments) {
        Conversation unheard = restored(null);
        for (TranscriptSegment segment : segments) {
            unheard.on(segment, segment.receivedAt());
            unheard = restored(unheard.state());
        }
        Instant last = segments[segments.length - 1].receivedAt();
        return unheard.on(new AgentQuestion(SESSION, last, "q", "agent-7", "what now"), last)
                .request();
    }

    @Test
    void shouldOrderSpeechAfterAReconnectionBehindEarlierSpeech() {
        AssistRequest request =
                afterAll(
                        streamed("a", "r1", "0", 100, "my order #late", 102.3),
                        streamed("b", "r1", "1", 104, "what is its number", 106.3),
                        streamed("c", "r2", "0", 0.4, "cancel my #plan", 122.7),
                        streamed("d", "r1", "0", 108, "it was two weeks ago", 123),
                        streamed("e", "r2", "1", 4, "sure", 126.3));

        assertThat(request.turns())
                .extracting(Turn::segmentId)
                .containsExactly("a", "b", "d", "c", "e");
        assertThat(request.facts())
                .extracting(DetectedEntity::value)
                .containsExactly("late", "plan");
    }

    @Test
    void shouldOrderSpeechAfterAReconnectionWithoutSessionIds() {
        AssistRequest request =
                afterAll(
                        streamed("a", null, "0", 100, "my order", 102.3),
                        streamed("b", null, "1", 104, "its number", 106.3),
                        streamed("c", null, "0", 1, "cancel my plan", 130),
                        streamed("d", null, "1", 5, "sure", 134));

        assertThat(request.turns()).extracting(Turn::segmentId).containsExactly("a", "b", "c", "d");
    }

    @Test
    void shouldOrderALateSegmentByItsStart() {
        AssistRequest request =
                afterAll(
                        streamed("a", null, "0", 40, "my order", 42.3),
                        streamed("b", null, "1", 44, "its number", 46.3),
                        streamed("late", null, "0", 20, "hello", 47));

        assertThat(request.turns()).extracting(Turn::segmentId).containsExactly("late", "a", "b");
    }

    // ---- voices that are distinguished in one channel

    @Test
    void shouldLearnTheSpeakerOfEachVoice() {
        AssistRequest request =
                afterAll(
                        streamed("a", "r1", "r1:voice:1", 0, "okay and what does it say", 2),
                        streamed("b", "r1", "r1:voice:0", 3, "it says error #401", 5));

        assertThat(request.turns())
                .extracting(Turn::speaker)
                .containsExactly(Speaker.AGENT, Speaker.CUSTOMER);
        assertThat(request.facts()).extracting(DetectedEntity::value).containsExactly("401");
    }

    @Test
    void shouldRememberOnlyRecentVoices() {
        for (int i = 0; i < 200; i++) {
            String stretch = "r" + i;
            hear(
                    streamed(
                            stretch + "a",
                            stretch,
                            stretch + ":voice:1",
                            i,
                            "how can i help you",
                            i));
            hear(streamed(stretch + "b", stretch, stretch + ":voice:0", i, "i cannot log in", i));
        }

        assertThat(call.state().speakers()).hasSizeLessThanOrEqualTo(52);
        assertThat(call.state().speakers()).containsEntry("r199:voice:1", Speaker.AGENT);
    }

    @Test
    void shouldNotSwapTheVoicesWithEveryTurn() {
        long learned = 0;
        for (int i = 0; i < 40; i++) {
            String voice = "r1:voice:" + i % 2;
            TranscriptSegment segment =
                    streamed("s" + i, "r1", voice, i, "how can i help you with that", i + 1);
            learned += call.on(segment, segment.receivedAt()).learned() == null ? 0 : 1;
        }

        assertThat(learned).isEqualTo(1);
    }

    @Test
    void shouldNotSwapTheVoicesRepeatedly() {
        long learned = 0;
        for (int i = 0; i < 120; i++) {
            boolean isSwapped = i / 4 % 2 == 1;
            boolean isAgents = i % 2 == 0;
            String voice = "r1:voice:" + (isAgents == isSwapped ? 1 : 0);
            String text = isAgents ? "how can i help you with that" : "i can't log in";
            TranscriptSegment segment = streamed("s" + i, "r1", voice, i, text, i + 1);
            learned += call.on(segment, segment.receivedAt()).learned() == null ? 0 : 1;
        }

        assertThat(learned).isLessThanOrEqualTo(3);
    }

    @Test
    void shouldKeepLearnedSpeakersWhenAnotherVoiceJoins() {
        hear(streamed("a", "r1", "r1:voice:0", 0, "how can i help you", 1));
        hear(streamed("b", "r1", "r1:voice:1", 2, "i cannot log in", 3));
        for (int i = 0; i < 20; i++) {
            hear(streamed("c" + i, "r1", "r1:voice:" + i % 2, 4 + i, "how can i help you", 5 + i));
            hear(streamed("d" + i, "r1", "r1:voice:1" + i, 4 + i, "hm", 5 + i));
            assertThat(call.state().speakers())
                    .containsEntry("r1:voice:0", Speaker.AGENT)
                    .containsEntry("r1:voice:1" + i, Speaker.CUSTOMER);
        }
    }

    @Test
    void shouldSwapTheVoicesOnStrongEvidence() {
        hear(streamed("a", "r1", "r1:voice:0", 0, "hello", 1));
        hear(streamed("b", "r1", "r1:voice:1", 2, "hi", 3));
        assertThat(call.state().speakers()).containsEntry("r1:voice:0", Speaker.AGENT);

        for (int i = 0; i < 3; i++) {
            hear(streamed("c" + i, "r1", "r1:voice:1", 4 + i, "how can i help you", 5 + i));
        }
        assertThat(call.state().speakers()).containsEntry("r1:voice:1", Speaker.AGENT);

        // The speakers found first come back from the topic.
        call.on(
                new TranscriptTracks(
                        SESSION,
                        at(9_000),
                        null,
                        Map.of("r1:voice:0", Speaker.AGENT, "r1:voice:1", Speaker.CUSTOMER)),
                at(9_000));
        assertThat(call.state().speakers()).containsEntry("r1:voice:1", Speaker.AGENT);
    }

    private void hear(TranscriptSegment segment) {
        call.on(segment, segment.receivedAt());
    }

    @Test
    void shouldEmitTheSpeakersOfVoicesOnce() {
        List<Decision> decisions =
                Stream.of(
                                streamed("a", "r1", "r1:voice:1", 0, "how can i help you", 2),
                                streamed("b", "r1", "r1:voice:0", 3, "my order is late", 5),
                                streamed("c", "r1", "r1:voice:1", 6, "let me check", 8))
                        .map(segment -> call.on(segment, segment.receivedAt()))
                        .toList();

        assertThat(decisions.get(0).learned()).isNull();
        assertThat(decisions.get(1).learned().speakers())
                .containsEntry("r1:voice:1", Speaker.AGENT)
                .containsEntry("r1:voice:0", Speaker.CUSTOMER);
        assertThat(decisions.get(2).learned()).isNull();
    }

    @Test
    void shouldEmitEveryCorrectionWhenVoicesAreLearnedInTheSameStep() {
        List<TranscriptSegment> segments =
                List.of(
                        streamed("a", "r1", "r1:voice:1", 0, "can you read me your card number", 2),
                        streamed("b", "r1", "r1:voice:0", 3, "4111 1111", 5),
                        streamed("c", "r1", "r1:voice:1", 6, "go on", 7),
                        streamed("d", "r1", "r1:voice:0", 8, "1111 1111", 10));
        Map<String, String> sent = new HashMap<>();
        for (TranscriptSegment segment : segments) {
            sent.put(segment.segmentId(), segment.text());
            call.on(segment, segment.receivedAt())
                    .redactions()
                    .forEach(redacted -> sent.put(redacted.segmentId(), redacted.text()));
        }

        // The emitted corrections give the texts of the call.
        assertThat(call.state().turns())
                .allSatisfy(turn -> assertThat(sent).containsEntry(turn.segmentId(), turn.text()))
                .noneSatisfy(turn -> assertThat(turn.text()).contains("1111"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"İade 401", "İİİ", "dört yüz bir İ", "ẞ 12 İ 34", "ŉ 1"})
    void shouldAcceptLettersThatAreLongerInLowerCase(String text) {
        assertThat(call.on(customer("c1", text), at(0)).request().turns())
                .extracting(Turn::text)
                .containsExactly(text);
    }
}
