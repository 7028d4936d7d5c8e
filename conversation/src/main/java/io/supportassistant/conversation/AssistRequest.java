package io.supportassistant.conversation;

import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Trigger;
import io.supportassistant.personaldata.PersonalData;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A request for one analysis, with all its input: the pipeline keeps no state of the call.
 *
 * @param run number of the analysis within the call, from 1
 * @param question the agent's question, or null if customer speech triggered the analysis
 * @param questionId the id of that question, or null
 * @param turns the window, in the order it was said
 * @param newSegmentIds the segments that no earlier run has included
 * @param facts entities named in the call so far, the latest last
 * @param dismissedIds ids of the cards that the agent dismissed
 * @param receivedAt arrival of the newest segment that led to this request
 * @param customer the CRM's data of the customer, or null if the customer is uncertain
 */
public record AssistRequest(
        String sessionId,
        int run,
        Trigger trigger,
        String question,
        String questionId,
        List<Turn> turns,
        List<String> newSegmentIds,
        List<DetectedEntity> facts,
        List<String> dismissedIds,
        Instant receivedAt,
        Instant triggeredAt,
        CustomerTraits customer,
        AgentOnCall agent) {

    /** In characters: more than a minute of one speaker. */
    private static final int LONG_TURN = 1_000;

    public AssistRequest {
        agent = agent == null ? AgentOnCall.UNKNOWN : agent;
    }

    /** Whether a turn is longer than people speak without a break; such a turn costs more time. */
    public boolean hasLongTurn() {
        return turns.stream().anyMatch(turn -> turn.text().length() > LONG_TURN);
    }

    /** A copy for another agent. */
    public AssistRequest shownTo(AgentOnCall who) {
        return new AssistRequest(
                sessionId,
                run,
                trigger,
                question,
                questionId,
                turns,
                newSegmentIds,
                facts,
                dismissedIds,
                receivedAt,
                triggeredAt,
                customer,
                who);
    }

    /** A copy without the placeholders of personal data: "[phone number]" is not about phones. */
    public AssistRequest withoutPlaceholders() {
        return saying(PersonalData::withoutPlaceholders);
    }

    /**
     * A copy with other texts for the turns and the question.
     *
     * @param words maps a text to its replacement, or to itself
     */
    public AssistRequest saying(UnaryOperator<String> words) {
        return of(
                question == null ? null : words.apply(question),
                turns.stream().map(turn -> turn.saying(words)).toList());
    }

    /** A copy with other turns. */
    public AssistRequest with(List<Turn> others) {
        return of(question, others);
    }

    private AssistRequest of(String otherQuestion, List<Turn> others) {
        return new AssistRequest(
                sessionId,
                run,
                trigger,
                otherQuestion,
                questionId,
                others,
                newSegmentIds,
                facts,
                dismissedIds,
                receivedAt,
                triggeredAt,
                customer,
                agent);
    }

    /** A request without a question id, for an unknown agent. */
    public AssistRequest(
            String sessionId,
            int run,
            Trigger trigger,
            String question,
            List<Turn> turns,
            List<String> newSegmentIds,
            List<DetectedEntity> facts,
            List<String> dismissedIds,
            Instant receivedAt,
            Instant triggeredAt,
            CustomerTraits customer) {
        this(
                sessionId,
                run,
                trigger,
                question,
                null,
                turns,
                newSegmentIds,
                facts,
                dismissedIds,
                receivedAt,
                triggeredAt,
                customer,
                null);
    }
}
