package io.supportassistant.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.service.EventLog;
import io.supportassistant.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Analysts see which queries ran and their results, but no redacted words. */
@ExtendWith(RunningStack.class)
@Execution(ExecutionMode.SAME_THREAD)
class QueryAnalyticsITCase {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Instant CORRECTED_AT = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final String session =
            SessionIds.session("generic", "queries-" + UUID.randomUUID().toString());

    private LocalStack stack;

    @BeforeEach
    void use(LocalStack running) {
        stack = running;
    }

    @Test
    void shouldRecordQueriesAndTheirCards() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.agent("Alderway Home, how can I help?");
            call.customer(
                    "I am getting error 401 when trying to log in to the mobile app version 2.5");
            await().atMost(TIMEOUT).until(() -> !call.cardIds().isEmpty());
            call.feedback(call.cardIds().get(0), "shown");
            String of = " WHERE q.session_id = '" + call.sessionId() + "'";

            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    Database.rows(
                                                            stack,
                                                            """
                                                            SELECT q.type, q.text, s.title, s.agent_feedback
                                                            FROM search_queries AS q
                                                            JOIN suggestions AS s ON s.session_id = q.session_id AND s.created_at = q.decided_at
                                                            %s AND s.shown_to_agent ORDER BY s.created_at, q.position
                                                            """
                                                                    .formatted(of)))
                                            .extracting(row -> row.get(0))
                                            .startsWith("entity_based_error_code")
                                            .contains("semantic"));
            assertThat(
                            Database.rows(
                                    stack,
                                    """
                                    SELECT type, count(*) AS ran, count(*) FILTER (WHERE cards > 0) AS led_to_cards, avg(confidence)
                                    FROM search_queries AS q %s GROUP BY type ORDER BY ran DESC
                                    """
                                            .formatted(of)))
                    .contains(List.of("entity_based_error_code", "1", "1", "0.95"));
            assertThat(
                            Database.rows(
                                    stack,
                                    "SELECT DISTINCT agent_name FROM agent_actions AS q"
                                            + of
                                            + " AND jsonb_array_length(queries) > 0"))
                    .containsExactly(List.of("query_formulation"));
            assertThat(
                            Database.rows(
                                    stack,
                                    "SELECT detected_issue, cards > 0 FROM call_issues AS q" + of))
                    .containsExactly(List.of("login_problem", "t"));
        }
    }

    @Test
    void shouldRemoveTextsOfQueriesThatRanBeforeACorrection() throws Exception {
        String other = SessionIds.session("generic", "other-" + session);
        String hidden = "[{\"text\": null, \"type\": \"semantic\", \"confidence\": 0.75}]";
        String heard = hidden.replace("null", "\"it says 4 1 1 1\"");
        try (EventLog log = new EventLog(KafkaSettings.clientProperties(stack.settings()))) {
            act(log, session, 1, Duration.ofMinutes(-3));
            // requested before the correction, written after it
            act(log, session, 2, Duration.ofSeconds(30));
            act(log, session, 3, Duration.ofMinutes(2));
            act(log, other, 1, Duration.ofMinutes(-3));
            eventually(session, List.of("1", heard), List.of("2", heard), List.of("3", heard));

            log.append(
                            Topic.CALL_EVENTS,
                            session,
                            new TranscriptRedacted(
                                    session,
                                    CORRECTED_AT,
                                    "s1",
                                    "it says [card number]",
                                    List.of("card_number")))
                    .get();
            eventually(session, List.of("1", hidden), List.of("2", hidden), List.of("3", heard));

            // one that is read after the correction
            act(log, session, 4, Duration.ofMinutes(-2));
            eventually(
                    session,
                    List.of("1", hidden),
                    List.of("2", hidden),
                    List.of("3", heard),
                    List.of("4", hidden));
            eventually(other, List.of("1", heard));
        }
        assertThat(
                        Database.rows(
                                stack,
                                "SELECT type, confidence, text IS NULL FROM search_queries WHERE"
                                        + " run = 1 AND session_id = '"
                                        + session
                                        + "'"))
                .containsExactly(List.of("semantic", "0.75", "t"));
    }

    /** A row that PostgreSQL rejects would fail the job at every attempt. */
    @Test
    void shouldStoreAnyQuery() throws Exception {
        String json =
                """
                {"type":"agent.action","session_id":"%s","action_id":"%s","run":1,
                 "agent_name":"query_formulation","action_type":"formulate_queries","outcome":"ok",
                 "processing_time_ms":1,"suggestions_count":0,"questions_count":0,
                 "timestamp":"2026-11-22T10:00:00Z","queries":[
                   {"text":"a\\u0000\\u0001\\\\u0000\\ud83d \\" '","type":"semantic","confidence":"NaN"},
                   {"text":["x"],"confidence":1e999},{}]}
                """
                        .formatted(session, SessionIds.within(session, "action"));
        Map<String, Object> client = KafkaSettings.clientProperties(stack.settings());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topic.AGENT_ACTIONS.topicName(), json.getBytes(UTF_8)))
                    .get();
        }

        await().atMost(TIMEOUT)
                .untilAsserted(
                        () ->
                                assertThat(
                                                Database.rows(
                                                        stack,
                                                        "SELECT position, type, confidence FROM"
                                                                + " search_queries WHERE session_id"
                                                                + " = '"
                                                                + session
                                                                + "' ORDER BY position"))
                                        .hasSize(3)
                                        .startsWith(List.of("1", "semantic", "NaN")));
    }

    @SafeVarargs
    private void eventually(String call, List<String>... runsAndQueries) {
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () ->
                                assertThat(
                                                Database.rows(
                                                        stack,
                                                        "SELECT run, queries FROM agent_actions"
                                                                + " WHERE session_id = '"
                                                                + call
                                                                + "' ORDER BY run"))
                                        .containsExactly(runsAndQueries));
    }

    private static void act(EventLog log, String call, int run, Duration afterCorrection)
            throws Exception {
        AgentAction action =
                new AgentAction(
                        SessionIds.within(
                                call, "action", Integer.toString(run), "query_formulation"),
                        call,
                        run,
                        "query_formulation",
                        "formulate_queries",
                        0.75,
                        0.1,
                        AgentAction.OK,
                        0,
                        0,
                        List.of(),
                        null,
                        CORRECTED_AT.plus(afterCorrection),
                        null);
        log.append(
                        Topic.AGENT_ACTIONS,
                        call,
                        action.searchingFor(
                                List.of(
                                        new AgentAction.Query(
                                                "it says 4 1 1 1", "semantic", 0.75))))
                .get();
    }
}
