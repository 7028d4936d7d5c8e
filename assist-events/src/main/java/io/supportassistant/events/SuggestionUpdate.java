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
