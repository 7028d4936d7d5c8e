package io.supportassistant.gate;

import io.supportassistant.need.NeedState;
import java.util.List;

/**
 * The gate's state for one call.
 *
 * @param lastRun the newest analysis of speech that brought anything new
 * @param shownIds ids of the cards shown
 * @param askedIds ids of the questions asked
 * @param openQuestions the asked questions without an answer
 * @param need the call's need so far
 * @param ledAtMs when cards took the first place, in milliseconds since 1970
 * @param toldSilence the reason for showing nothing that the desk was last told; null if a card or
 *     a question followed
 * @param waiting id of the article that would lead, but was held back; null if there is none
 */
public record GateState(
        int lastRun,
        List<String> shownIds,
        List<String> askedIds,
        List<OpenQuestion> openQuestions,
        NeedState need,
        List<Long> ledAtMs,
        String toldSilence,
        boolean closed,
        String waiting) {

    public GateState {
        shownIds = shownIds == null ? List.of() : shownIds;
        askedIds = askedIds == null ? List.of() : askedIds;
        openQuestions = openQuestions == null ? List.of() : openQuestions;
        ledAtMs = ledAtMs == null ? List.of() : ledAtMs;
        need = need == null ? NeedState.fresh() : need;
    }

    public static GateState fresh() {
        return new GateState(0, null, null, null, null, null, null, false, null);
    }

    public static GateState ended() {
        return new GateState(0, null, null, null, null, null, null, true, null);
    }

    GateState telling(String silence) {
        return new GateState(
                lastRun,
                shownIds,
                askedIds,
                openQuestions,
                need,
                ledAtMs,
                silence,
                closed,
                waiting);
    }

    public record OpenQuestion(String id, String purpose) {}
}
