package io.supportassistant.need;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.supportassistant.context.Language;
import io.supportassistant.context.Language.Cue;
import io.supportassistant.conversation.Gist;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.Speaker;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.KnowledgeWords;
import io.supportassistant.personaldata.PersonalData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads from the turns of a call what it is about. The weight of a word fades with every later
 * turn, and words of the agent count slightly less than words of the customer. Words of the
 * knowledge base that sound like a spoken word count too.
 */
public final class GistReader {

    /** The share of a word's weight that remains after each turn. */
    private static final double KEPT = 0.8;

    private static final double AGENT_WEIGHT = 0.8;
    private static final double SOUND_WEIGHT = 0.7;
    private static final double MOST_WEIGHT = 1.5;
    private static final double LEAST_WEIGHT = 0.02;
    private static final int LATELY = 3;

    /** Cache size: a turn is read again until the weight of its words has faded. */
    private static final int REMEMBERED_TURNS = 5_000;

    private final Language language;
    private final EnglishText english;
    private final KnowledgeWords known;
    private final UtteranceSigns signs;
    private final Cache<String, Map<String, Double>> said =
            Caffeine.newBuilder().maximumSize(REMEMBERED_TURNS).build();

    public GistReader(Language language, EnglishText english, KnowledgeWords known) {
        this.language = language;
        this.english = english;
        this.known = known;
        this.signs = new UtteranceSigns(language);
    }

    /**
     * @param turns in the order they were said
     */
    public Gist read(List<Turn> turns) {
        Map<String, Double> words = new HashMap<>();
        Map<String, Double> customerWords = new HashMap<>();
        List<String> recentTexts = new ArrayList<>();
        double weight = 1;
        for (int i = turns.size() - 1; i >= 0 && weight >= LEAST_WEIGHT; i--, weight *= KEPT) {
            Turn turn = turns.get(i);
            boolean agent = turn.speaker() == Speaker.AGENT;
            Map<String, Double> heard =
                    said.get(PersonalData.withoutPlaceholders(turn.text()), this::heardStems);
            add(words, heard, agent ? AGENT_WEIGHT * weight : weight);
            if (!agent) {
                add(customerWords, heard, weight);
                if (recentTexts.size() < LATELY) {
                    recentTexts.add(
                            0, language.written(PersonalData.withoutPlaceholders(turn.text())));
                }
            }
        }
        // Speech of the agent alone does not make a need of the customer.
        if (customerWords.isEmpty()) {
            return Gist.NOTHING;
        }
        String text = String.join(" ", recentTexts);
        return new Gist(
                words,
                customerWords,
                recentTexts,
                recentTexts.isEmpty() ? 0 : count(recentTexts.get(recentTexts.size() - 1)),
                count(text),
                language.has(Cue.TROUBLE, text),
                newestSigns(turns));
    }

    private Map<String, Double> newestSigns(List<Turn> turns) {
        int newest = last(turns, turns.size(), turn -> turn.speaker() != Speaker.AGENT);
        if (newest < 0) {
            return Map.of();
        }
        int before = last(turns, newest, turn -> turn.speaker() == Speaker.AGENT);
        String said = turns.get(newest).text();
        String without = PersonalData.withoutPlaceholders(said);
        return signs.of(
                language.written(without),
                !without.equals(said),
                before < 0 ? "" : PersonalData.withoutPlaceholders(turns.get(before).text()),
                newest);
    }

    private static int last(List<Turn> turns, int before, Predicate<Turn> matches) {
        int i = before - 1;
        while (i >= 0 && !matches.test(turns.get(i))) {
            i--;
        }
        return i;
    }

    private static void add(Map<String, Double> words, Map<String, Double> said, double weight) {
        said.forEach(
                (stem, share) ->
                        words.merge(
                                stem,
                                share * weight,
                                (before, more) -> Math.min(MOST_WEIGHT, before + more)));
    }

    private static int count(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    /** The stems of a text, and of words in the knowledge base that sound like parts of it. */
    private Map<String, Double> heardStems(String text) {
        List<String> spoken = language.spoken(language.written(text));
        Map<String, Double> said = new HashMap<>();
        for (String word : spoken) {
            if (!language.isCommon(word)) {
                english.stems(word).forEach(stem -> said.put(stem, 1.0));
            }
        }
        Set<String> heard = new HashSet<>();
        for (int from = 0; from < spoken.size(); from++) {
            StringBuilder joined = new StringBuilder();
            for (int to = from; to < Math.min(spoken.size(), from + LATELY); to++) {
                joined.append(spoken.get(to).replace("'", ""));
                heard.addAll(known.heardAs(joined.toString(), to > from));
            }
        }
        heard.addAll(language.inWordsOfArticles(text));
        heard.forEach(
                word -> english.stems(word).forEach(stem -> said.putIfAbsent(stem, SOUND_WEIGHT)));
        return said;
    }
}
