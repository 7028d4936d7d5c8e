package io.supportassistant.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One filled-in event of every kind. */
final class SampleEvents {

    static final String SESSION = SessionIds.session("generic", "call-1");
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");

    private SampleEvents() {}

    static List<AssistEvent> all() {
        return List.of(
                new CallStarted(
                        SESSION,
                        NOW,
                        "generic",
                        "call-1",
                        "agent-7",
                        "Priya Shah",
                        "C-1",
                        "+14155550142",
                        "Dana Reyes",
                        Map.of("queue", "tech", "skills", List.of("app", 2)),
                        Map.of("tier", "gold")),
                new AgentJoined(SESSION, NOW, "agent-12", "Aiko Mori", "devices"),
                new AgentLeft(SESSION, NOW, "agent-7"),
                CallLinked.of("generic", "call-1", "task-1", NOW),
                new CallWrapup(SESSION, NOW, "agent-7"),
                new TranscriptTracks(SESSION, NOW, "generic", Map.of("left", Speaker.AGENT)),
                new TranscriptRedacted(
                        SESSION,
                        NOW,
                        "segment-1",
                        "my card is [card number]",
                        List.of("card_number")),
                new TranscriptGap(SESSION, NOW, "generic", "the connection was lost"),
                segment(),
                new AgentQuestion(SESSION, NOW, "q-1", "agent-7", "how long do refunds take?"),
                new CallEnded(SESSION, NOW, "call-1", CallEnded.HANGUP),
                new SuggestionUpdate(
                        SESSION,
                        3,
                        Trigger.CUSTOMER_SPEECH,
                        List.of(
                                new Suggestion(
                                        "s-1",
                                        Suggestion.KNOWLEDGE_ARTICLE,
                                        "KB-1",
                                        "Error 401",
                                        "https://example.com/1",
                                        "Sign out everywhere.",
                                        List.of(new TextRange(0, 8)),
                                        0.7,
                                        0.8,
                                        "Customer mentioned error 401",
                                        null,
                                        null)),
                        List.of(
                                new ClarifyingQuestion(
                                        "q-2", "get_version", 1, "Which version?", 0.6)),
                        List.of(new Withdrawal("q-1", "answered")),
                        new AnalyzedContext(
                                true,
                                "other",
                                "error 401",
                                List.of(new DetectedEntity(DetectedEntity.ERROR_CODE, "401")),
                                false,
                                0.9),
                        "Customer mentioned error 401",
                        new StageTimes(NOW, NOW, NOW, 0.4, 0.1, 6.5, 0.1, NOW, NOW),
                        NOW,
                        "q-1",
                        "nothing_to_add"),
                new CustomerProfile(
                        SESSION,
                        "file",
                        CustomerProfile.Status.UNIQUE,
                        new CustomerProfile.Customer(
                                "C-1", "Dana Reyes", "Reyes Ltd", "gold", List.of("Hub")),
                        List.of(),
                        List.of(new CustomerProfile.OpenCase("7", "0007", "Refund", "New", NOW)),
                        List.of(new CustomerProfile.PastContact("Log-in", "closed", NOW)),
                        "Recordings are late",
                        1,
                        NOW),
                new CustomerChosen(SESSION, NOW, "agent-7", "C-1"),
                new CaseRequested(SESSION, NOW, "agent-7", "wants to be called back"),
                new CaseWithdrawn(SESSION, NOW, "agent-7"),
                new SourceCards(
                        SESSION,
                        "billing-hints",
                        NOW,
                        List.of(
                                new SourceCards.Card(
                                        SESSION,
                                        "Two invoices are open",
                                        "Invoices 17 and 18 are open since October.",
                                        "https://billing.example.com/17",
                                        "The customer asked about a charge")),
                        List.of(SessionIds.session("test", "earlier"))),
                new NoteWorded(
                        SESSION,
                        NOW,
                        List.of(new NoteWorded.Line("found:s1", "it broke", "It broke."))),
                new NoteEdited(
                        SESSION,
                        NOW,
                        "agent-7",
                        new NoteEdited.Line(
                                "promised:s-8",
                                CallNote.Section.PROMISED,
                                "A mail with the new code",
                                "2026-11-24"),
                        CallNote.Outcome.FOLLOW_UP,
                        "login",
                        new NoteEdited.Article("KB-1", "Error 401", true),
                        true),
                record(),
                brief(),
                new CrmOutcome(
                        SESSION,
                        "file",
                        CrmOutcome.Status.WRITTEN,
                        "C-1",
                        new CrmOutcome.Entry("i-1", "i-1", null),
                        new CrmOutcome.Entry("c-1", "00001042", "https://crm.example.com/c-1"),
                        "none",
                        NOW),
                new UnwrittenRecord(SESSION, "file", "forbidden", 7, record(), NOW),
                new AgentAction(
                        "a-1",
                        SESSION,
                        3,
                        "context_analyzer",
                        "analyze_context",
                        0.9,
                        1.25,
                        AgentAction.OK,
                        0,
                        0,
                        List.of("seg-1"),
                        120,
                        NOW,
                        null),
                queries(),
                new AgentFeedback(
                        "f-1", SESSION, "s-1", AgentFeedback.Kind.NOT_HELPFUL, "agent-7", NOW),
                new KnowledgeArticle(
                        "KB-1",
                        "Error 401",
                        "Sign out everywhere.",
                        "https://example.com/1",
                        "article",
                        "accounts",
                        null,
                        List.of("mobile app"),
                        List.of("sign-in"),
                        NOW,
                        3),
                DeadLetter.of(
                        "call-events-0@17", "the message is empty", new byte[] {(byte) 0xff}, NOW));
    }

    static AgentAction queries() {
        return new AgentAction(
                        "a-2",
                        SESSION,
                        3,
                        "query_formulation",
                        "formulate_queries",
                        0.95,
                        0.25,
                        AgentAction.OK,
                        0,
                        0,
                        List.of(),
                        null,
                        NOW,
                        null)
                .searchingFor(
                        List.of(
                                new AgentAction.Query(
                                        "401 login_problem", "entity_based_error_code", 0.95),
                                new AgentAction.Query("I cannot log in", "semantic", 0.75)));
    }

    private static CallBrief brief() {
        CallBrief.Quote asked = new CallBrief.Quote("is there a code", Speaker.AGENT, "s-4", 12.5);
        CallBrief.Quote answered =
                new CallBrief.Quote("it says 401", Speaker.CUSTOMER, "s-5", 14.0);
        CallBrief.Quote step =
                new CallBrief.Quote("sign out and in again", Speaker.AGENT, "s-6", 20.0);
        CallBrief.Quote reply = new CallBrief.Quote("it works", Speaker.CUSTOMER, "s-7", 31.0);
        CallBrief.Quote promise =
                new CallBrief.Quote("you'll get a mail today", Speaker.AGENT, "s-8", null);
        return new CallBrief(
                SESSION,
                NOW,
                3,
                true,
                "login_problem",
                "I get error 401",
                List.of(new CallBrief.Statement(answered, asked, null, null)),
                List.of(new CallBrief.Statement(step, null, CallBrief.Result.WORKED, reply)),
                List.of(new CallBrief.Statement(promise)),
                List.of(),
                List.of(),
                List.of(new CallBrief.UsedArticle("KB-1", "Error 401", "https://kb.example.com/1")),
                promise,
                new CallNote(
                        CallNote.Status.SAVED,
                        List.of(
                                new CallNote.Line(
                                        "promised:s-8",
                                        CallNote.Section.PROMISED,
                                        "A mail with the new code",
                                        "s-8",
                                        "2026-11-24",
                                        "agent-7")),
                        CallNote.Outcome.FOLLOW_UP,
                        "login",
                        List.of(new CallBrief.UsedArticle("KB-1", "Error 401", null)),
                        null,
                        NOW.plusSeconds(120),
                        "agent-7"));
    }

    static CallRecord record() {
        return new CallRecord(
                SESSION,
                "generic",
                "call-1",
                "C-1",
                "file",
                "C-1",
                "+14155550142",
                "agent-7",
                "Priya Shah",
                NOW,
                NOW.plusSeconds(90),
                CallEnded.HANGUP,
                "error 401",
                List.of(new DetectedEntity(DetectedEntity.ERROR_CODE, "401")),
                List.of(new CallRecord.ShownArticle("KB-1", "Error 401", "https://example.com/1")),
                List.of(new CallRecord.ShownArticle("KB-1", "Error 401", "https://example.com/1")),
                List.of("Which version?"),
                new CallRecord.CaseWanted(
                        CallRecord.CaseWanted.AGENT,
                        CallRecord.Priority.NORMAL,
                        "wants to be called back"));
    }

    static TranscriptSegment segment() {
        return new TranscriptSegment(
                SESSION,
                NOW,
                "generic",
                "call-1",
                "seg-1",
                Speaker.CUSTOMER,
                "I am getting error 401",
                1.5,
                3.25,
                0.93,
                true,
                NOW,
                "inbound",
                17L,
                "en-US");
    }
}
