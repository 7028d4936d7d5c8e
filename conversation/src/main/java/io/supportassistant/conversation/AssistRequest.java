package io.supportassistant.conversation;

import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Trigger;
import io.supportassistant.redaction.PersonalData;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One analysis to make, with all it needs: who makes it keeps no state of the call.
 *
 * @param run number of the analysis within the call, from 1
 * @param question what the agent asked, or null where customer speech asked for the analysis
 * @param questionId the id of that question, or null
 * @param turns the window, in the order it was said
 * @param newSegmentIds the segments no earlier run has heard
 * @param facts entities named in the call so far, the latest last
 * @param dismissedIds ids of cards the agent turned away
 * @param receivedAt arrival of the newest segment that led to this
 * @param customer what the CRM says of who calls, or null if it is not certain who does
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

    /** In characters: more than a minute of one voice. */
    private static final int LONG_TURN = 1_000;

    public AssistRequest {
        agent = agent == null ? AgentOnCall.UNKNOWN : agent;
    }

    /** Whether a turn is longer than people speak without a break; it costs as much more. */
    public boolean hasLongTurn() {
        return turns.stream().anyMatch(turn -> turn.text().length() > LONG_TURN);
    }

    /** The same for another agent. */
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

    /** Without what stands for personal data: "[phone number]" is not about phones. */
    public AssistRequest withoutPlaceholders() {
        return saying(PersonalData::withoutPlaceholders);
    }

    /**
     * The same with other words for what was said and asked.
     *
     * @param words for a text; the text itself where it stays
     */
    public AssistRequest saying(UnaryOperator<String> words) {
        return of(
                question == null ? null : words.apply(question),
                turns.stream().map(turn -> turn.saying(words)).toList());
    }

    /** The same about other turns. */
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

    /** A request without a question id, for an agent of whom nothing is known. */
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
