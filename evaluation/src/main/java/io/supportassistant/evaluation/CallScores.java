package io.supportassistant.evaluation;

import io.supportassistant.evaluation.ShownCall.Card;
import io.supportassistant.evaluation.ShownCall.Lead;
import io.supportassistant.evaluation.WantedCall.Wanted;
import io.supportassistant.events.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores of whole calls from the agent's point of view. A card counts once per call, at the turn
 * where it first led; rows do not count.
 *
 * @param useful cards that were wanted, in time
 * @param useless cards that were wanted but came late, and cards that were not wanted
 * @param found wanted articles that came in time
 * @param prompt found articles that came at most one customer turn after they could be known
 * @param leadTurns customer turns at which an article was wanted and a card led
 * @param leadRight of those, the turns at which a right card led
 * @param silentCalls calls in which no article is wanted
 * @param silentRight of those, the calls in which nothing was shown
 */
public record CallScores(
        int calls,
        int useful,
        int useless,
        int wanted,
        int found,
        int prompt,
        int leadTurns,
        int leadRight,
        int silentCalls,
        int silentRight) {

    static final CallScores NONE = new CallScores(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static CallScores of(List<WantedCall> calls, Map<String, ShownCall> shown) {
        CallScores sum = NONE;
        for (WantedCall call : calls) {
            sum = sum.plus(of(call, shown.get(call.call().id())));
        }
        return sum;
    }

    public double precision() {
        return share(useful, useful + useless);
    }

    public double recall() {
        return share(found, wanted);
    }

    public double uselessPerCall() {
        return share(useless, calls);
    }

    public double promptShare() {
        return share(prompt, found);
    }

    public double leadShare() {
        return share(leadRight, leadTurns);
    }

    public double quiet() {
        return share(silentRight, silentCalls);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? Double.NaN : part / (double) whole;
    }

    private static CallScores of(WantedCall call, ShownCall shown) {
        Map<String, Integer> firstLed = new LinkedHashMap<>();
        for (Card card : shown.shown()) {
            if (card.level().equals(Suggestion.LEAD)) {
                firstLed.putIfAbsent(card.articleId(), card.turn());
            }
        }
        int useful = 0;
        int useless = 0;
        for (Map.Entry<String, Integer> card : firstLed.entrySet()) {
            List<Wanted> met =
                    call.wanted().stream().filter(w -> w.isMetBy(card.getKey())).toList();
            if (met.stream().anyMatch(w -> card.getValue() <= w.untilTurn())) {
                useful++;
            } else if (!met.isEmpty() || !call.fine().contains(card.getKey())) {
                useless++;
            }
        }
        int found = 0;
        int prompt = 0;
        for (Wanted wanted : call.wanted()) {
            int first =
                    firstLed.entrySet().stream()
                            .filter(card -> wanted.isMetBy(card.getKey()))
                            .mapToInt(Map.Entry::getValue)
                            .filter(turn -> turn <= wanted.untilTurn())
                            .min()
                            .orElse(Integer.MAX_VALUE);
            found += first == Integer.MAX_VALUE ? 0 : 1;
            prompt += first <= nextCustomerTurn(call, wanted.fromTurn()) ? 1 : 0;
        }
        int leadTurns = 0;
        int leadRight = 0;
        for (int turn = 0; turn < call.call().turns().size(); turn++) {
            int at = turn;
            List<Wanted> current = call.wanted().stream().filter(w -> w.isCurrentAt(at)).toList();
            String lead = leading(shown, turn);
            if (isCustomer(call, turn) && !current.isEmpty() && lead != null) {
                leadTurns++;
                leadRight += current.stream().anyMatch(w -> w.isMetBy(lead)) ? 1 : 0;
            }
        }
        boolean silent = call.wanted().isEmpty();
        return new CallScores(
                1,
                useful,
                useless,
                call.wanted().size(),
                found,
                prompt,
                leadTurns,
                leadRight,
                silent ? 1 : 0,
                silent && firstLed.isEmpty() ? 1 : 0);
    }

    private static String leading(ShownCall shown, int turn) {
        String lead = null;
        for (Lead change : shown.lead()) {
            lead = change.turn() <= turn ? change.articleId() : lead;
        }
        return lead;
    }

    private static int nextCustomerTurn(WantedCall call, int after) {
        for (int turn = after + 1; turn < call.call().turns().size(); turn++) {
            if (isCustomer(call, turn)) {
                return turn;
            }
        }
        return after;
    }

    private static boolean isCustomer(WantedCall call, int turn) {
        return call.call().turns().get(turn).speaker().equals("customer");
    }

    private CallScores plus(CallScores other) {
        return new CallScores(
                calls + other.calls,
                useful + other.useful,
                useless + other.useless,
                wanted + other.wanted,
                found + other.found,
                prompt + other.prompt,
                leadTurns + other.leadTurns,
                leadRight + other.leadRight,
                silentCalls + other.silentCalls,
                silentRight + other.silentRight);
    }
}
