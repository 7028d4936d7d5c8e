package io.supportassistant.need;

import io.supportassistant.context.Language;
import io.supportassistant.context.Language.Cue;
import io.supportassistant.conversation.Gist;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs in the form of an utterance that tell its purpose; its meaning is not considered here. */
final class UtteranceSigns {

    private static final double MANY_WORDS = 20;
    private static final double MANY_WORDS_OF_AGENT = 30;
    private static final double MANY_TELLING_WORDS = 8;
    private static final int FIRST_TURNS = 2;

    private final Language language;

    UtteranceSigns(Language language) {
        this.language = language;
    }

    /**
     * @param customer the customer's words, without placeholders of personal data
     * @param personal whether it contained personal data
     * @param agent the agent's turn before it, or empty
     * @param turnsBefore number of turns before it in the call
     * @return by name, each 0 to 1
     */
    Map<String, Double> of(String customer, boolean personal, String agent, int turnsBefore) {
        List<String> words = language.spoken(customer);
        Map<String, Double> signs = new LinkedHashMap<>();
        signs.put("words", share(words.size(), MANY_WORDS));
        signs.put(
                "telling_words",
                share(language.informativeWords(customer).size(), MANY_TELLING_WORDS));
        signs.put("numbers", share((double) numbers(words), Math.max(1, words.size())));
        signs.put("personal_data", yes(personal));
        signs.put("says_who", yes(language.has(Cue.ASKS_WHO, customer)));
        signs.put("question_mark", yes(customer.contains("?")));
        signs.put("asks", yes(language.has(Cue.ASKS, customer)));
        signs.put("request", yes(language.has(Cue.REQUEST, customer)));
        signs.put(Gist.TROUBLE, yes(language.has(Cue.TROUBLE, customer)));
        signs.put("denies", yes(language.has(Cue.DENIES, customer)));
        signs.put("procedure", yes(language.has(Cue.PROCEDURE, customer)));
        signs.put("thanks", yes(language.has(Cue.THANKS, customer)));
        signs.put(Gist.SOLVED, yes(language.isSolved(customer)));
        signs.put(Gist.RETURNS, yes(language.saysThatItReturns(customer)));
        signs.put("closes", yes(language.has(Cue.CLOSES, customer)));
        signs.put("agent_words", share(language.spoken(agent).size(), MANY_WORDS_OF_AGENT));
        signs.put("agent_question_mark", yes(agent.contains("?")));
        signs.put("agent_asks_who", yes(language.has(Cue.ASKS_WHO, agent)));
        signs.put("agent_closes", yes(language.has(Cue.CLOSES, agent)));
        signs.put("opening", yes(turnsBefore < FIRST_TURNS));
        return signs;
    }

    private long numbers(List<String> words) {
        return words.stream()
                .filter(
                        word ->
                                word.length() == 1
                                        || Character.isDigit(word.charAt(0))
                                        || language.numberWord(word).isPresent())
                .count();
    }

    private static double share(double part, double all) {
        return Math.min(1, part / all);
    }

    private static double yes(boolean is) {
        return is ? 1 : 0;
    }
}
