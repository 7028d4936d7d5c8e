package io.supportassistant.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.service.EventLog;
import io.supportassistant.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The tables contain exactly the data that was sent. */
@ExtendWith(RunningStack.class)
@Execution(ExecutionMode.SAME_THREAD)
class AnalyticsITCase {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private LocalStack stack;

    @BeforeEach
    void use(LocalStack running) {
        stack = running;
    }

    @Test
    void shouldFillTheTablesOfOneCall() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.agent("Alderway Home, how can I help?");
            call.customer(
                    "I am getting error 401 when trying to log in to the mobile app version 2.5");
            await().atMost(TIMEOUT).until(() -> !call.cardIds().isEmpty());
            String card = call.cardIds().get(0);
            call.feedback(card, "shown");
            call.feedback(card, "opened");
            call.feedback(card, "helpful");
            call.feedback(card, "not_helpful");
            call.hangUp();
            String session = "session_id = '" + call.sessionId() + "'";

            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () -> {
                                assertThat(
                                                Database.rows(
                                                        stack,
                                                        "SELECT suggestion_type, article_id,"
                                                            + " shown_to_agent, agent_clicked,"
                                                            + " agent_feedback, dismissed FROM"
                                                            + " suggestions WHERE suggestion_id = '"
                                                                + card
                                                                + "'"))
                                        .containsExactly(
                                                List.of(
                                                        "knowledge_article",
                                                        "KB-1001",
                                                        "t",
                                                        "t",
                                                        "not_helpful",
                                                        "f"));
                                assertThat(
                                                Database.rows(
                                                        stack,
                                                        "SELECT agent_name, status, end_reason,"
                                                                + " end_status,"
                                                                + " started_at <= ended_at FROM"
                                                                + " call_sessions WHERE "
                                                                + session))
                                        .containsExactly(
                                                List.of(
                                                        "Priya Shah",
                                                        "ended",
                                                        "hangup",
                                                        "completed",
                                                        "t"));
                                assertThat(
                                                Database.count(
                                                        stack,
                                                        "SELECT count(*) FROM"
                                                                + " transcription_segments WHERE "
                                                                + session))
                                        .isEqualTo(call.segments());
                                // four agents and the gate, in one run
                                assertThat(
                                                Database.count(
                                                        stack,
                                                        "SELECT count(*) FROM agent_actions WHERE"
                                                                + " run = 1 AND "
                                                                + session))
                                        .isEqualTo(5);
                                assertThat(
                                                Database.count(
                                                        stack,
                                                        "SELECT count(*) FROM suggestions WHERE "
                                                                + session))
                                        .isEqualTo(call.cardIds().size());
                            });
        }
    }

    @Test
    void shouldKeepTheSavedNoteWithWhoEditedWhat() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.agent("Alderway Home, how can I help?");
            call.customer("My thermostat does not work since yesterday, it shows error E27");
            await().atMost(TIMEOUT).until(() -> !call.notes().isEmpty());
            call.note(
                    """
                    {"type": "note", "outcome": "follow_up", "disposition": "technical",
                     "line": {"line_id": "line:1", "section": "promised", "text": "New thermostat",
                              "due": "2026-12-01"}}
                    """);
            call.hangUp();
            await().atMost(TIMEOUT).until(() -> call.notes().toString().contains("New thermostat"));
            String session = "session_id = '" + call.sessionId() + "'";
            assertThat(Database.count(stack, "SELECT count(*) FROM call_notes WHERE " + session))
                    .isZero();
            call.saveNote();

            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    Database.rows(
                                                            stack,
                                                            "SELECT status, saved_by, outcome,"
                                                                + " disposition, section, text, due"
                                                                + " FROM call_notes JOIN"
                                                                + " call_note_lines USING"
                                                                + " (session_id) WHERE edited_by ="
                                                                + " 'local' AND "
                                                                    + session))
                                            .containsExactly(
                                                    List.of(
                                                            "saved",
                                                            "local",
                                                            "follow_up",
                                                            "technical",
                                                            "promised",
                                                            "New thermostat",
                                                            "2026-12-01")));
            assertThat(
                            Database.rows(
                                    stack,
                                    "SELECT edited_by IS NULL FROM call_note_lines WHERE section ="
                                            + " 'problem' AND "
                                            + session))
                    .containsExactly(List.of("t"));
        }
    }

    /** The desk refuses such days; other producers of notes may not. */
    @Test
    void shouldReadNotesWithImpossibleDays() throws Exception {
        String session = SessionIds.session("generic", "impossible-days");
        Database.execute(
                stack,
                """
                INSERT INTO call_notes (session_id, status, saved_at, lines, articles)
                VALUES ('%s', 'saved', now(), '[{"due": "0000-01-01"}, {"due": "-0044-03-15"},
                    {"due": "2026-02-30"}, {"due": "soon"}, {"due": 7}, {"due": "2026-12-01"}, {}]', '[]')
                """
                        .formatted(session));
        try {
            assertThat(
                            Database.rows(
                                    stack,
                                    "SELECT due FROM call_note_lines WHERE due IS NOT NULL AND"
                                            + " session_id = '"
                                            + session
                                            + "'"))
                    .containsExactly(List.of("2026-12-01"));
        } finally {
            Database.execute(stack, "DELETE FROM call_notes WHERE session_id = '" + session + "'");
        }
    }

    @Test
    void shouldNotCountFeedbackOfAnotherSessionOnACard() throws Exception {
        try (Caller call = new Caller(stack.ports().http());
                EventLog log = new EventLog(KafkaSettings.clientProperties(stack.settings()))) {
            call.customer("I am getting error 401 when I log in to the mobile app version 2.5");
            await().atMost(TIMEOUT).until(() -> !call.cardIds().isEmpty());
            String card = call.cardIds().get(0);
            String other = SessionIds.session("generic", "other-" + call.sessionId());
            log.append(
                            Topic.AGENT_FEEDBACK,
                            other,
                            new AgentFeedback(
                                    "f-" + card,
                                    other,
                                    card,
                                    AgentFeedback.Kind.IRRELEVANT,
                                    "mallory",
                                    Instant.now()))
                    .get();
            // A later feedback shows that the earlier one was read.
            call.feedback(card, "shown");

            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    Database.rows(
                                                            stack,
                                                            "SELECT shown_to_agent,"
                                                                    + " agent_feedback IS NULL FROM"
                                                                    + " suggestions WHERE"
                                                                    + " suggestion_id = '"
                                                                    + card
                                                                    + "'"))
                                            .containsExactly(List.of("t", "t")));
        }
    }

    @Test
    void shouldCorrectOnlyTheTextOfASegment() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.customer("it says 4 1 1 1");
            call.agent("go on");
            call.customer("1 1 1 1 1 1 1 1");
            call.customer("and 1 1 1 1");

            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    Database.rows(
                                                            stack,
                                                            "SELECT speaker, text, start_time,"
                                                                + " end_time, \"timestamp\" IS NOT"
                                                                + " NULL FROM"
                                                                + " transcription_segments WHERE"
                                                                + " session_id = '"
                                                                    + call.sessionId()
                                                                    + "' ORDER BY start_time"))
                                            .containsExactly(
                                                    List.of(
                                                            "customer",
                                                            "it says [card number]",
                                                            "3",
                                                            "5",
                                                            "t"),
                                                    List.of("agent", "go on", "6", "8", "t"),
                                                    List.of(
                                                            "customer",
                                                            "[card number]",
                                                            "9",
                                                            "11",
                                                            "t"),
                                                    List.of(
                                                            "customer",
                                                            "and [card number]",
                                                            "12",
                                                            "14",
                                                            "t")));
        }
    }

    @Test
    void shouldSurviveATextThatPostgresqlRefusesAndKeepToTheSourceOfACall() throws Exception {
        String id = UUID.randomUUID().toString();
        String poisoned = SessionIds.session("generic", "\0" + id);
        String session = SessionIds.session("generic", id);
        try (EventLog log = new EventLog(KafkaSettings.clientProperties(stack.settings()))) {
            for (CallEvent event :
                    List.of(
                            segment(poisoned, "generic", "\0" + id, "nul"),
                            segment(session, "generic", id, "mine"),
                            segment(session, "acme", null, "foreign"),
                            new CallEnded(session, Instant.now(), null, "x", "foreign", "acme"),
                            segment(session, "generic", null, "mine too"))) {
                log.append(Topic.CALL_EVENTS, event.sessionId(), event).get();
            }
        }

        String where = " WHERE session_id = '" + session + "'";
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> {
                            assertThat(
                                            Database.rows(
                                                    stack,
                                                    "SELECT call_id FROM call_sessions WHERE"
                                                            + " session_id = '"
                                                            + poisoned
                                                            + "'"))
                                    .containsExactly(List.of(id));
                            assertThat(
                                            Database.rows(
                                                    stack,
                                                    "SELECT text FROM transcription_segments"
                                                            + where
                                                            + " ORDER BY text"))
                                    .containsExactly(List.of("mine"), List.of("mine too"));
                            assertThat(
                                            Database.rows(
                                                    stack,
                                                    "SELECT source, status, end_status IS NULL"
                                                            + " FROM call_sessions"
                                                            + where))
                                    .containsExactly(List.of("generic", "live", "t"));
                        });
    }

    @Test
    void shouldRemoveRowsOfAnotherSourceFromBeforeTheOwner() throws Exception {
        String id = UUID.randomUUID().toString();
        String session = SessionIds.session("generic", id);
        String where = " WHERE session_id = '" + session + "'";
        try (EventLog log = new EventLog(KafkaSettings.clientProperties(stack.settings()))) {
            for (CallEvent event :
                    List.of(
                            segment(session, "acme", null, "foreign"),
                            segment(session, "acme", "other", "foreign too"),
                            new CallEnded(session, Instant.now(), null, "x", "foreign", "acme"))) {
                log.append(Topic.CALL_EVENTS, session, event).get();
            }
            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () -> {
                                assertThat(texts(where)).hasSize(2);
                                assertThat(
                                                Database.rows(
                                                        stack,
                                                        "SELECT source, call_id, status FROM"
                                                                + " call_sessions"
                                                                + where))
                                        .containsExactly(List.of("acme", "other", "ended"));
                            });
            log.append(Topic.CALL_EVENTS, session, segment(session, "generic", id, "mine")).get();
            log.append(Topic.CALL_EVENTS, session, segment(session, "acme", "other", "late")).get();
        }

        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> {
                            assertThat(texts(where)).containsExactly(List.of("mine"));
                            assertThat(
                                            Database.rows(
                                                    stack,
                                                    "SELECT source, call_id, status, end_status IS"
                                                            + " NULL FROM call_sessions"
                                                            + where))
                                    .containsExactly(List.of("generic", id, "live", "t"));
                        });
    }

    private List<List<String>> texts(String where) throws Exception {
        return Database.rows(
                stack, "SELECT text FROM transcription_segments" + where + " ORDER BY text");
    }

    @Test
    void shouldSurviveEventsThatPostgresqlRefuses() throws Exception {
        String session = SessionIds.session("generic", UUID.randomUUID().toString());
        String event =
                "{\"type\":\"transcript.segment\",\"session_id\":\"%s\",\"occurred_at\":\"%s\"}";
        String now = Instant.now().toString();
        List<String> refused =
                List.of(
                        "{}",
                        event.formatted("", now),
                        event.formatted("other", now),
                        event.formatted(session, "+999999999-12-31T23:59:59Z"),
                        "{\"type\":\"suggestions\",\"session_id\":\"%s\",\"created_at\":\"%s\",\"suggestions\":[{\"id\":\"z\"},{}]}"
                                .formatted(session, now),
                        "{\"type\":\"agent.action\",\"action_id\":\"%s\",\"session_id\":\"%s\",\"timestamp\":\"%s\"}"
                                .formatted(session, session, now));
        Map<String, Object> client = KafkaSettings.clientProperties(stack.settings());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Topic topic :
                    List.of(
                            Topic.CALL_EVENTS,
                            Topic.SUGGESTIONS,
                            Topic.AGENT_ACTIONS,
                            Topic.AGENT_FEEDBACK)) {
                for (String json : refused) {
                    producer.send(new ProducerRecord<>(topic.topicName(), json.getBytes(UTF_8)))
                            .get();
                }
            }
        }

        try (Caller call = new Caller(stack.ports().http())) {
            call.customer("I was charged twice this month for my subscription");
            await().atMost(TIMEOUT).until(() -> !call.cardIds().isEmpty());
            String where = " WHERE session_id = '" + call.sessionId() + "'";
            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () -> {
                                for (String table :
                                        List.of(
                                                "call_sessions",
                                                "transcription_segments",
                                                "agent_actions",
                                                "suggestions")) {
                                    assertThat(
                                                    Database.count(
                                                            stack,
                                                            "SELECT count(*) FROM "
                                                                    + table
                                                                    + where))
                                            .as(table)
                                            .isPositive();
                                }
                            });
        }
        assertThat(
                        Database.count(
                                stack,
                                "SELECT count(*) FROM agent_actions WHERE session_id = '"
                                        + session
                                        + "'"))
                .isZero();
    }

    private static TranscriptSegment segment(
            String session, String source, String callId, String text) {
        return new TranscriptSegment(
                session,
                Instant.now(),
                source,
                callId,
                "s-" + text,
                Speaker.AGENT,
                text,
                1.0,
                2.0,
                null,
                true,
                Instant.now());
    }

    @Test
    void shouldWriteTimesInUtcInAnyTimeZone() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.customer("hello there");

            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    Database.count(
                                                            stack,
                                                            "SELECT count(*) FROM"
                                                                + " transcription_segments WHERE"
                                                                + " abs(extract(epoch FROM now() -"
                                                                + " \"timestamp\")) < 60 AND"
                                                                + " session_id = '"
                                                                    + call.sessionId()
                                                                    + "'"))
                                            .isEqualTo(1));
        }
    }

    @Test
    void shouldCountTheCurrentMinute() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.customer("I was charged twice this month for my subscription");
            await().atMost(TIMEOUT).until(() -> !call.cardIds().isEmpty());
            call.feedback(call.cardIds().get(0), "shown");

            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    Database.rows(
                                                            stack,
                                                            "SELECT sum(suggestions), sum(shown),"
                                                                + " sum(clicked), sum(helpful +"
                                                                + " not_helpful + irrelevant) FROM"
                                                                + " suggestion_metrics_per_minute"))
                                            .isEqualTo(
                                                    Database.rows(
                                                            stack,
                                                            "SELECT count(*),"
                                                                    + " sum(shown_to_agent::int),"
                                                                    + " sum(agent_clicked::int),"
                                                                    + " count(agent_feedback) FROM"
                                                                    + " suggestions")));
            assertThat(
                            Database.count(
                                    stack,
                                    "SELECT count(*) FROM suggestion_metrics_per_minute WHERE"
                                            + " minute > now() - interval '2 minutes'"))
                    .isPositive();
        }
    }

    @Test
    void shouldRunTheThreeQueriesOfTheContractUnchanged() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.customer("how do I change the delivery address of my order");
            await().atMost(TIMEOUT).until(() -> !call.cardIds().isEmpty());
            call.feedback(call.cardIds().get(0), "irrelevant");
            await().atMost(TIMEOUT)
                    .until(
                            () ->
                                    Database.count(
                                                    stack,
                                                    "SELECT count(*) FROM suggestions WHERE"
                                                            + " agent_feedback = 'irrelevant'")
                                            > 0);

            assertThat(
                            Database.rows(
                                    stack,
                                    """
                                    SELECT agent_name, action_type, AVG(processing_time_ms) AS avg_time, AVG(confidence) AS avg_confidence, COUNT(*) AS total_actions
                                    FROM agent_actions WHERE timestamp > NOW() - INTERVAL '24 hours' GROUP BY agent_name, action_type;
                                    """))
                    .extracting(row -> row.get(0))
                    .contains(
                            "context_analyzer",
                            "query_formulation",
                            "knowledge_search",
                            "clarification",
                            "suggestion_gate");
            assertThat(
                            Database.rows(
                                    stack,
                                    """
                                    SELECT suggestion_type, COUNT(*) AS total_suggestions, SUM(CASE WHEN shown_to_agent THEN 1 ELSE 0 END) AS shown,
                                           SUM(CASE WHEN agent_clicked THEN 1 ELSE 0 END) AS clicked, AVG(confidence_score) AS avg_confidence
                                    FROM suggestions GROUP BY suggestion_type;
                                    """))
                    .extracting(row -> row.get(0))
                    .contains("knowledge_article");
            assertThat(
                            Database.rows(
                                    stack,
                                    """
                                    SELECT agent_feedback, COUNT(*) AS count, AVG(confidence_score) AS avg_confidence
                                    FROM suggestions WHERE agent_feedback IS NOT NULL GROUP BY agent_feedback;
                                    """))
                    .extracting(row -> row.get(0))
                    .contains("irrelevant");
        }
    }

    @Test
    @ExtendWith(RunningDoubles.class)
    @ResourceLock(RunningDoubles.LOCK)
    void shouldRecordTheUseOfModels(RunningDoubles.Doubled doubled) throws Exception {
        LocalStack withModels = doubled.stack();
        // context, queries and answer; the search and the gate use no model
        String session = " WHERE session_id = '" + callWithModels(doubled, 3) + "'";
        assertThat(
                        Database.rows(
                                withModels,
                                "SELECT runs, requests >= 3, input_tokens > output_tokens,"
                                        + " abs(cost_usd - ((input_tokens - cached_tokens) * 2"
                                        + " + cached_tokens * 1 + output_tokens * 8) / 1e6)"
                                        + " < 1e-9 FROM model_use_per_call"
                                        + session))
                .containsExactly(List.of("1", "t", "t", "t"));
        // Each row is written on its own.
        await().atMost(TIMEOUT)
                .until(
                        () ->
                                Database.count(
                                        withModels,
                                        "SELECT count(*) FROM agent_actions"
                                                + session
                                                + " AND agent_name IN ('knowledge_search',"
                                                + " 'suggestion_gate') AND model IS NULL AND"
                                                + " input_tokens IS NULL AND attempts IS"
                                                + " NULL"),
                        count -> count == 2);
        assertThat(
                        Database.rows(
                                withModels,
                                "SELECT h.input_tokens = (SELECT sum(input_tokens) FROM"
                                        + " agent_actions), h.cost_usd > 0 FROM (SELECT"
                                        + " sum(input_tokens) AS input_tokens, sum(cost_usd) AS"
                                        + " cost_usd FROM model_use_per_hour) AS h"))
                .containsExactly(List.of("t", "t"));
        assertThat(
                        Database.rows(
                                withModels,
                                "SELECT DISTINCT abs(total - 1) < 1e-9 FROM (SELECT sum(share)"
                                        + " AS total FROM model_outcomes_per_hour GROUP BY"
                                        + " hour, agent_name) AS shares"))
                .containsExactly(List.of("t"));
    }

    /** Calls until the models respond to {@code agents} agents of one call; returns its session. */
    private static String callWithModels(RunningDoubles.Doubled doubled, int agents) {
        return await().atMost(TIMEOUT)
                .until(
                        () -> {
                            doubled.awaitModels();
                            try (Caller call = new Caller(doubled.stack().ports().http())) {
                                call.ask("how long does a refund take?");
                                return answered(doubled.stack(), call, agents)
                                        ? call.sessionId()
                                        : null;
                            }
                        },
                        Objects::nonNull);
    }

    private static boolean answered(LocalStack stack, Caller call, int agents) {
        String asked =
                "SELECT coalesce(outcome, 'none') FROM agent_actions WHERE session_id = '"
                        + call.sessionId()
                        + "' AND attempts IS NOT NULL";
        List<List<String>> outcomes =
                await().atMost(TIMEOUT)
                        .until(() -> Database.rows(stack, asked), rows -> rows.size() >= agents);
        return outcomes.stream().allMatch(List.of("ok")::equals);
    }
}
