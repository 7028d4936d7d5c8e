package io.supportassistant.job.gate;

import io.supportassistant.job.need.NeedState;
import java.util.List;

/**
 * What one call has been shown.
 *
 * @param lastRun the newest analysis of speech whose result was looked at
 * @param shownIds ids of the cards shown
 * @param askedIds ids of the questions asked
 * @param openQuestions the asked ones that stand
 * @param need what the call needs, as far as it has been heard
 */
public record GateState(
        int lastRun,
        List<String> shownIds,
        List<String> askedIds,
        List<OpenQuestion> openQuestions,
        NeedState need,
        boolean closed) {

    public GateState {
        shownIds = shownIds == null ? List.of() : shownIds;
        askedIds = askedIds == null ? List.of() : askedIds;
        openQuestions = openQuestions == null ? List.of() : openQuestions;
        need = need == null ? NeedState.fresh() : need;
    }

    public static GateState fresh() {
        return new GateState(0, null, null, null, null, false);
    }

    public static GateState ended() {
        return new GateState(0, null, null, null, null, true);
    }

    public record OpenQuestion(String id, String purpose) {}
}
