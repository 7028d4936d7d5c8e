package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * The outcome of an ended call, for the CRM. It is sent again with more content if a case is
 * requested later.
 *
 * @param callId the source's id, or null if the call was never announced
 * @param customerId the CRM's id, or null if the customer is uncertain
 * @param crm the CRM of that id, or null
 * @param namedCustomerId the customer's id as the source gave it, or null
 * @param customerPhone as the source gave it, or null
 * @param endReason as the source gave it, or {@link CallEnded#IDLE}
 * @param issue the customer's problem in the customer's words, or null if none was stated
 * @param articlesShown the articles that the agent saw, in that order
 * @param articlesHelpful those of them that the agent marked helpful
 * @param openQuestions proposed questions that were not withdrawn before the end
 * @param caseWanted the case to open, or null if none is wanted
 * @param otherIssues other problems that were clearly stated, in that order, at most three
 * @param continuation number of earlier records of this call, each made after a long silence;
 *     usually 0
 * @param found what was found out, one line each, from the call's note; empty without one
 * @param tried the steps that were tried, with their result, likewise
 * @param promised what was promised or done, likewise
 * @param wrapup what else the saved note says; null if none was saved in time
 */
public record CallRecord(
        String sessionId,
        String source,
        String callId,
        String customerId,
        String crm,
        String namedCustomerId,
        String customerPhone,
        String agentId,
        String agentName,
        Instant startedAt,
        Instant endedAt,
        String endReason,
        String issue,
        List<DetectedEntity> entities,
        List<ShownArticle> articlesShown,
        List<ShownArticle> articlesHelpful,
        List<String> openQuestions,
        CaseWanted caseWanted,
        List<String> otherIssues,
        int continuation,
        List<String> found,
        List<String> tried,
        List<String> promised,
        Wrapup wrapup)
        implements SessionEvent {

    public CallRecord {
        Required.field(sessionId, "session_id");
        Required.field(startedAt, "started_at");
        Required.field(endedAt, "ended_at");
        entities = entities == null ? List.of() : entities;
        articlesShown = articlesShown == null ? List.of() : articlesShown;
        articlesHelpful = articlesHelpful == null ? List.of() : articlesHelpful;
        otherIssues = otherIssues == null ? List.of() : otherIssues;
        openQuestions = openQuestions == null ? List.of() : openQuestions;
        found = found == null ? List.of() : found;
        tried = tried == null ? List.of() : tried;
        promised = promised == null ? List.of() : promised;
    }

    /** Without a note. */
    public CallRecord(
            String sessionId,
            String source,
            String callId,
            String customerId,
            String crm,
            String namedCustomerId,
            String customerPhone,
            String agentId,
            String agentName,
            Instant startedAt,
            Instant endedAt,
            String endReason,
            String issue,
            List<DetectedEntity> entities,
            List<ShownArticle> articlesShown,
            List<ShownArticle> articlesHelpful,
            List<String> openQuestions,
            CaseWanted caseWanted,
            List<String> otherIssues,
            int continuation) {
        this(
                sessionId,
                source,
                callId,
                customerId,
                crm,
                namedCustomerId,
                customerPhone,
                agentId,
                agentName,
                startedAt,
                endedAt,
                endReason,
                issue,
                entities,
                articlesShown,
                articlesHelpful,
                openQuestions,
                caseWanted,
                otherIssues,
                continuation,
                null,
                null,
                null,
                null);
    }

    /** The only record of a call. */
    public CallRecord(
            String sessionId,
            String source,
            String callId,
            String customerId,
            String crm,
            String namedCustomerId,
            String customerPhone,
            String agentId,
            String agentName,
            Instant startedAt,
            Instant endedAt,
            String endReason,
            String issue,
            List<DetectedEntity> entities,
            List<ShownArticle> articlesShown,
            List<ShownArticle> articlesHelpful,
            List<String> openQuestions,
            CaseWanted caseWanted) {
        this(
                sessionId,
                source,
                callId,
                customerId,
                crm,
                namedCustomerId,
                customerPhone,
                agentId,
                agentName,
                startedAt,
                endedAt,
                endReason,
                issue,
                entities,
                articlesShown,
                articlesHelpful,
                openQuestions,
                caseWanted,
                null,
                0);
    }

    /**
     * The key of the record in a CRM: the session, or a UUID made from it if the call went on after
     * a record, because a CRM keeps the first record of a key.
     */
    public String recordKey() {
        return continuation == 0
                ? sessionId
                : SessionIds.within(sessionId, "continuation", String.valueOf(continuation));
    }

    /**
     * The end of a saved note.
     *
     * @param outcome or null
     * @param disposition code from the list of settings, or null
     * @param savedBy the agent who saved it; null if it was saved automatically
     * @param articlesUsed as the agent left them
     * @param remarks what the agent has added
     */
    public record Wrapup(
            CallNote.Outcome outcome,
            String disposition,
            String savedBy,
            List<ShownArticle> articlesUsed,
            List<String> remarks) {

        public Wrapup {
            articlesUsed = articlesUsed == null ? List.of() : articlesUsed;
            remarks = remarks == null ? List.of() : remarks;
        }
    }

    /** An article with its title and address. */
    public record ShownArticle(String articleId, String title, String url) {

        public ShownArticle {
            url = WebAddress.orNull(url);
        }
    }

    /**
     * @param reason {@link #AGENT}, or the name of the rule that requests the case
     * @param note the agent's own words, or null
     * @param issue what the call was about when the agent requested it, or null
     */
    public record CaseWanted(String reason, Priority priority, String note, String issue) {

        /** The agent requested it. */
        public static final String AGENT = "agent";

        public CaseWanted(String reason, Priority priority, String note) {
            this(reason, priority, note, null);
        }

        public CaseWanted {
            Required.field(reason, "reason");
            Required.field(priority, "priority");
        }
    }

    public enum Priority {
        @JsonProperty("low")
        LOW,
        @JsonProperty("normal")
        NORMAL,
        @JsonProperty("high")
        HIGH,
        @JsonProperty("urgent")
        URGENT
    }
}
