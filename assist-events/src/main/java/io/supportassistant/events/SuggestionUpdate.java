package io.supportassistant.events;

import java.time.Instant;
import java.util.List;

/**
 * A change to the view of the agent. An update adds to the earlier updates of the call and
 * withdraws cards and questions. A card is repeated only if it takes the first place.
 *
 * @param run number of the analysis within the call, from 1
 * @param trigger what triggered the analysis
 * @param whyNow one sentence for the agent: the speech that led to this update
 * @param questionId the {@link AgentQuestion} that this answers, or null
 * @param silence why nothing is shown, if the update shows nothing; else null
 */
public record SuggestionUpdate(
        String sessionId,
        int run,
        Trigger trigger,
        List<Suggestion> suggestions,
        List<ClarifyingQuestion> clarifyingQuestions,
        List<Withdrawal> withdrawn,
        AnalyzedContext context,
        String whyNow,
        StageTimes timings,
        Instant createdAt,
        String questionId,
        String silence)
        implements SessionEvent {

    /** The weight of an issue that is clearly stated and that the knowledge base does not know. */
    public static final double CLEAR = 1;

    /** The silence of an analysis of speech that needs no article, such as a name. */
    private static final String NOT_NEEDED = "not_needed";

    public SuggestionUpdate(
            String sessionId,
            int run,
            Trigger trigger,
            List<Suggestion> suggestions,
            List<ClarifyingQuestion> clarifyingQuestions,
            List<Withdrawal> withdrawn,
            AnalyzedContext context,
            String whyNow,
            StageTimes timings,
            Instant createdAt) {
        this(
                sessionId,
                run,
                trigger,
                suggestions,
                clarifyingQuestions,
                withdrawn,
                context,
                whyNow,
                timings,
                createdAt,
                null,
                null);
    }

    public SuggestionUpdate {
        Required.field(sessionId, "session_id");
        Required.field(trigger, "trigger");
        Required.field(createdAt, "created_at");
        suggestions = suggestions == null ? List.of() : suggestions;
        clarifyingQuestions = clarifyingQuestions == null ? List.of() : clarifyingQuestions;
        withdrawn = withdrawn == null ? List.of() : withdrawn;
    }

    /**
     * How well the update tells what the call is about: best with a label or an article, because
     * "my phone number is" is clear speech too, but no issue; not at all if it needs no article or
     * answers the agent.
     *
     * @return 0 to 2; at least {@link #CLEAR} if the issue is clearly stated
     */
    public double issueWeight() {
        if (trigger == Trigger.AGENT_QUESTION || NOT_NEEDED.equals(silence) || context == null) {
            return 0;
        }
        double clear = context.hasSufficientContext() ? CLEAR : context.confidence();
        boolean isKnown =
                !suggestions.isEmpty()
                        || context.detectedIssue() != null
                                && !AnalyzedContext.OTHER_ISSUE.equals(context.detectedIssue());
        return isKnown ? 1 + clear : clear;
    }

    /** The same update with these contents. */
    public SuggestionUpdate showing(
            List<Suggestion> cards,
            List<ClarifyingQuestion> questions,
            List<Withdrawal> withdrawals) {
        return new SuggestionUpdate(
                sessionId,
                run,
                trigger,
                cards,
                questions,
                withdrawals,
                context,
                whyNow,
                timings,
                createdAt,
                questionId,
                silence);
    }
}
