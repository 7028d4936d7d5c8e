package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.evaluation.RecordedCall;
import io.supportassistant.local.replay.AssistClient;
import io.supportassistant.local.replay.ContractTarget;
import io.supportassistant.local.replay.PlayedCalls;
import io.supportassistant.local.replay.RemoteTarget;
import io.supportassistant.local.replay.ReplayTarget;
import io.supportassistant.local.replay.Replayer;
import io.supportassistant.local.stack.LocalPhoneSystem.Kind;
import io.supportassistant.local.stack.LocalStack;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same call through the adapter of each telephone system. */
@ExtendWith(RunningStack.class)
@Execution(ExecutionMode.SAME_THREAD)
class AcdITCase {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Seconds between two turns: longer than between two analyses. */
    private static final double PAUSE = 2.5;

    /** Turns about a missing order, a duplicate charge, and a refund. */
    private static final int[] TURNS = {0, 2, 14, 18, 33, 36, 42, 43, 47};

    /** The agent who has taken over the call by the second to last turn. */
    private static final RecordedCall.Person NEXT_AGENT =
            new RecordedCall.Person("agent-next", "Noor Haddad", null);

    private static LocalStack stack;
    private static ExecutorService lines;
    private static CompletableFuture<Seen> plain;
    private static List<CompletableFuture<Seen>> byKind;

    /** The messages a desk received for a call, and the call's row in the database. */
    private record Seen(
            List<String> articles,
            List<String> spoken,
            List<String> handOvers,
            List<List<String>> session) {}

    @BeforeAll
    static void play(LocalStack running, PhoneSystems phones) {
        stack = running;
        lines = Executors.newCachedThreadPool();
        RecordedCall call = excerpt();
        plain =
                CompletableFuture.supplyAsync(
                        () ->
                                play(
                                        new ContractTarget(new AssistClient(stack.ports().http())),
                                        call),
                        lines);
        byKind = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            byKind.add(CompletableFuture.supplyAsync(() -> play(phones.target(kind), call), lines));
        }
    }

    @AfterAll
    static void stop() {
        lines.shutdownNow();
    }

    private static RecordedCall excerpt() {
        RecordedCall whole =
                RecordedCall.read(Path.of("../samples/calls.jsonl")).stream()
                        .filter(call -> call.id().equals("sample-3"))
                        .findFirst()
                        .orElseThrow();
        List<RecordedCall.Turn> turns = new ArrayList<>();
        for (int number : TURNS) {
            RecordedCall.Turn turn = whole.turns().get(number);
            double at = 1 + turns.size() * PAUSE;
            boolean isPassedOn = turns.size() == TURNS.length - 2;
            turns.add(
                    new RecordedCall.Turn(
                            turn.speaker(),
                            turn.text(),
                            at,
                            at + PAUSE - 0.5,
                            isPassedOn ? NEXT_AGENT : null));
        }
        return new RecordedCall(whole.id(), whole.title(), whole.agent(), whole.customer(), turns);
    }

    private static Seen play(ReplayTarget door, RecordedCall call) {
        String callId = "acd-" + UUID.randomUUID();
        String session = door.sessionOf(callId);
        List<JsonNode> messages = new CopyOnWriteArrayList<>();
        try {
            WebSocket desk =
                    new AssistClient(stack.ports().http()).watch(session, messages::add).get();
            try {
                door.play(call, callId, 1);
                await().atMost(TIMEOUT)
                        .until(() -> !of(messages, "call", "status", "ended").isEmpty());
            } finally {
                desk.abort();
            }
            return new Seen(
                    shown(messages),
                    of(messages, "transcript", "is_final", "true").stream()
                            .map(spoken -> spoken.path("speaker").asText() + ": " + text(spoken))
                            .toList(),
                    handOvers(messages),
                    session(session));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(JsonNode segment) {
        return segment.path("text").asText();
    }

    private static List<JsonNode> of(
            List<JsonNode> messages, String type, String field, String value) {
        return messages.stream()
                .filter(
                        message ->
                                message.path("type").asText().equals(type)
                                        && message.path(field).asText().equals(value))
                .toList();
    }

    private static List<String> shown(List<JsonNode> messages) {
        List<String> articles = new ArrayList<>();
        for (JsonNode message : messages) {
            message.path("suggestions")
                    .forEach(card -> articles.add(card.path("article_id").asText()));
        }
        return articles;
    }

    /** From whom to whom the call went, and the problem that the next agent was shown. */
    private static List<String> handOvers(List<JsonNode> messages) {
        List<String> found = new ArrayList<>();
        String problem = "";
        for (JsonNode message : messages) {
            problem =
                    message.path("type").asText().equals("brief")
                            ? message.path("problem").asText()
                            : problem;
            if (message.has("transferred_from") && found.isEmpty()) {
                found.add(message.path("transferred_from").asText());
                found.add(message.path("agent_name").asText());
                found.add(problem);
            }
        }
        return found;
    }

    private static List<List<String>> session(String session) throws Exception {
        String query =
                "SELECT agent_id, agent_name FROM call_sessions WHERE ended_at IS NOT NULL AND"
                        + " session_id = '"
                        + session
                        + "'";
        await().atMost(TIMEOUT).until(() -> !Database.rows(stack, query).isEmpty());
        return Database.rows(stack, query);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldShowTheSameCardsForEverySystem(Kind kind) {
        Seen expected = plain.join();
        Seen actual = byKind.get(kind.ordinal()).join();

        assertThat(actual.articles()).containsExactlyElementsOf(expected.articles());
        assertThat(actual.articles()).contains("KB-1301", "KB-1101", "KB-1102");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldKnowSpeakersAndAgentsForEverySystem(Kind kind) {
        Seen expected = plain.join();
        Seen actual = byKind.get(kind.ordinal()).join();

        assertThat(actual.spoken())
                .containsExactlyElementsOf(expected.spoken())
                .hasSize(TURNS.length);
        assertThat(actual.session()).isEqualTo(expected.session());
        assertThat(expected.session()).containsExactly(List.of(NEXT_AGENT.id(), NEXT_AGENT.name()));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldHandTheCallOverForEverySystem(Kind kind) {
        Seen expected = plain.join();
        Seen actual = byKind.get(kind.ordinal()).join();

        assertThat(actual.handOvers()).isEqualTo(expected.handOvers());
        assertThat(expected.handOvers())
                .startsWith(excerpt().agent().name(), NEXT_AGENT.name())
                .doesNotContain("");
    }

    @Test
    void shouldPlayACallForAnotherProcess(PhoneSystems phones) throws Exception {
        RecordedCall call = excerpt();
        try (PlayedCalls played = PlayedCalls.on(phones.target(Kind.GENERIC))) {
            Replayer replayer =
                    new Replayer(
                            new AssistClient(stack.ports().http()),
                            new RemoteTarget(played.port()),
                            50);

            Replayer.Report report = replayer.play(call, "from-afar " + UUID.randomUUID());

            assertThat(report.error()).isNull();
            assertThat(report.segments()).isEqualTo(TURNS.length);
            assertThat(report.lost()).isZero();
        }
    }
}
