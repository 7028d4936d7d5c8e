package io.supportassistant.gate;

import static io.supportassistant.conversation.SampleCall.SESSION;
import static io.supportassistant.conversation.SampleCall.at;

import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Suggestion;
import io.supportassistant.gate.SuggestionGate.Selection;
import io.supportassistant.need.NeedTracker;
import io.supportassistant.need.NeedWeights;
import io.supportassistant.need.NeedWeights.Correction;
import io.supportassistant.need.NeedWeights.Linear;
import io.supportassistant.need.UtteranceKinds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A call as the gate sees it. The gate's weights depend only on the covered share of the speech.
 */
final class GateCall {

    static final SuggestionGate GATE = coolingDown(Duration.ZERO);

    private static SuggestionGate coolingDown(Duration coolDown) {
        return new SuggestionGate(
                new GateSettings(
                        2, 0.5, 0.4, 0.7, 0.2, 0.1, 3, 5, coolDown, Duration.ofMinutes(10)),
                new NeedTracker(byStrength(), UtteranceKinds.standard()));
    }

    /**
     * Strength 6 is even odds; a covered share of 0.8 leads, 0.45 is a row, and 0.3 is not shown.
     */
    private static NeedWeights byStrength() {
        Linear strength = new Linear(-6, Map.of("strength", 12.0 / 17));
        return new NeedWeights("test", "none", strength, strength, Correction.NONE);
    }

    GateState state = GateState.fresh();
    private final SuggestionGate gate;

    GateCall() {
        this.gate = GATE;
    }

    /**
     * @param coolDown minimum time between two leads
     */
    GateCall(Duration coolDown) {
        this.gate = coolingDown(coolDown);
    }

    Selection decide(GateResult result) {
        return decide(result, at(400));
    }

    Selection decideAt(int second, GateResult result) {
        return decide(result, at(1_000L * second));
    }

    private Selection decide(GateResult result, Instant now) {
        Selection selection = gate.decide(state, result.build(), now);
        state = selection.state();
        return selection;
    }

    static List<String> shown(Selection selection) {
        return selection.update() == null
                ? List.of()
                : selection.update().suggestions().stream().map(Suggestion::articleId).toList();
    }

    static List<String> questions(Selection selection) {
        return selection.update().clarifyingQuestions().stream()
                .map(ClarifyingQuestion::purpose)
                .toList();
    }

    static String cardId(String articleId) {
        return SessionIds.within(SESSION, "knowledge_article", articleId);
    }

    static String questionId(String purpose) {
        return SessionIds.within(SESSION, "clarifying_question", purpose);
    }

    static List<String> levels(Selection selection) {
        return selection.update().suggestions().stream()
                .map(card -> card.articleId() + " " + card.level())
                .toList();
    }
}
