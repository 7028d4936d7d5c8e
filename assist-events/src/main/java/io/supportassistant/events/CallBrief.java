package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * The running summary of one call. Each brief replaces the earlier ones of the call. Every
 * statement quotes a segment word for word.
 *
 * @param revision number of the brief within the call, from 1
 * @param isFinal whether it covers the whole call, to its end
 * @param label of the customer's problem, such as {@code login_problem}; null if none was stated
 * @param problem the customer's problem in the customer's words, or null if none was stated
 * @param found what was found out: answers to the agent's questions, the trouble as the customer
 *     describes it, and what the agent sees
 * @param tried steps that were tried, with their result
 * @param promised what the agent has promised or done, and what the customer will do
 * @param open the latest questions that got no answer
 * @param feelings how it is for the customer, in the customer's words
 * @param articles the articles that the agent used
 * @param nextStep the latest promise, or null
 * @param note the statements as lines, with what the agents changed
 */
public record CallBrief(
        String sessionId,
        Instant occurredAt,
        int revision,
        boolean isFinal,
        String label,
        String problem,
        List<Statement> found,
        List<Statement> tried,
        List<Statement> promised,
        List<Statement> open,
        List<Statement> feelings,
        List<UsedArticle> articles,
        Quote nextStep,
        CallNote note)
        implements SessionEvent {

    public CallBrief {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        found = found == null ? List.of() : found;
        tried = tried == null ? List.of() : tried;
        promised = promised == null ? List.of() : promised;
        open = open == null ? List.of() : open;
        feelings = feelings == null ? List.of() : feelings;
        articles = articles == null ? List.of() : articles;
        Required.field(note, "note");
    }

    /**
     * A part of a segment, word for word.
     *
     * @param startTime seconds from the start of the call, or null if unknown
     */
    public record Quote(String text, Speaker speaker, String segmentId, Double startTime) {

        public Quote {
            Required.field(text, "text");
            Required.field(segmentId, "segment_id");
        }
    }

    /**
     * A quote with the quotes that belong to it.
     *
     * @param question the agent's question that it answers, or null
     * @param result of a step that was tried, or null
     * @param reply the customer's words for that result, or null
     */
    public record Statement(Quote said, Quote question, Result result, Quote reply) {

        public Statement {
            Required.field(said, "said");
        }

        public Statement(Quote said) {
            this(said, null, null, null);
        }
    }

    /** The result of a step. */
    public enum Result {
        @JsonProperty("worked")
        WORKED,
        @JsonProperty("failed")
        FAILED
    }

    /** An article that the agent opened, copied, worked through or rated helpful. */
    public record UsedArticle(String articleId, String title, String url) {

        public UsedArticle {
            url = WebAddress.orNull(url);
        }
    }
}
