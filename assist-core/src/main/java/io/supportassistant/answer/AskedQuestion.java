package io.supportassistant.answer;

import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.Speaker;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.EnglishText.Token;
import io.supportassistant.language.Interpreter;
import io.supportassistant.language.Reading;
import io.supportassistant.personaldata.PersonalData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The question to answer now: the words of the customer's last turns, the last with the highest
 * weight, or the words of the agent's question.
 *
 * @param weights by stem: how rare it is in the knowledge base, and how recently it was said
 * @param said the turns word for word, the latest first, with the stems of their English words and
 *     their positions
 */
record AskedQuestion(
        QuestionKind kind, Map<String, Double> weights, List<Said> said, boolean byAgent) {

    private static final int TURNS = 4;
    private static final double EARLIER = 0.5;

    /** Weight of a code relative to a word that is as rare. */
    private static final double CODE = 2;

    /**
     * Lower limit for the rarity of a stem: one that no article has counts little, but more than 0.
     */
    private static final double LEAST_RARITY = 0.1;

    /** Stems of question words, greetings and fillers: they do not name the subject. */
    private static final Set<String> FUNCTION_WORDS =
            Set.of(
                    ("i you he she we my your our me us them do doe did done doesn't don't didn't"
                         + " can could would should will may might must have ha had been am were"
                         + " how what what' when where why which who long much mani more get got go"
                         + " want need so just also ye ok okai um uh hello hi pleas thank now then"
                         + " about from ani anyth someth some i'm i'd i'v it' that' can't isn't"
                         + " well know tell sai said mean too here actual realli let out up off"
                         + " over again still yet onli wa being because even than after before"
                         + " until while")
                            .split(" "));

    static boolean isFunctionWord(String stem) {
        return FUNCTION_WORDS.contains(stem);
    }

    record Said(String text, List<Token> tokens) {}

    static AskedQuestion of(
            AssistRequest request,
            Interpreter interpreter,
            EnglishText english,
            ToDoubleFunction<String> rarity) {
        if (request.question() != null) {
            return of(List.of(request.question()), true, interpreter, english, rarity);
        }
        List<String> texts = new ArrayList<>();
        for (int i = request.turns().size() - 1; i >= 0 && texts.size() < TURNS; i--) {
            Turn turn = request.turns().get(i);
            if (turn.speaker() != Speaker.AGENT) {
                texts.add(turn.text());
            }
        }
        return of(texts, false, interpreter, english, rarity);
    }

    /**
     * @param texts the latest first
     */
    static AskedQuestion of(
            List<String> texts,
            boolean byAgent,
            Interpreter interpreter,
            EnglishText english,
            ToDoubleFunction<String> rarity) {
        Map<String, Double> weights = new HashMap<>();
        Map<String, Double> rarities = new HashMap<>();
        List<Said> said = new ArrayList<>();
        double lateness = 1;
        for (String text : texts) {
            Reading reading = interpreter.read(text);
            List<Token> tokens = spoken(reading, english);
            said.add(new Said(text, tokens));
            for (Token token : tokens) {
                if (isFunctionWord(token.stem())) {
                    continue;
                }
                double code = isCode(token.stem()) ? CODE : 1;
                double stemRarity = rarities.computeIfAbsent(token.stem(), rarity::applyAsDouble);
                weights.merge(
                        token.stem(),
                        code * lateness * Math.max(LEAST_RARITY, stemRarity),
                        Math::max);
            }
            lateness *= EARLIER;
        }
        QuestionKind kind =
                kind(texts.stream().map(text -> interpreter.read(text).english()).toList());
        return new AskedQuestion(kind, weights, said, byAgent);
    }

    /** The English words of a text with their positions, without placeholders of personal data. */
    private static List<Token> spoken(Reading reading, EnglishText english) {
        String text = reading.english();
        List<Token> tokens = english.tokens(text);
        String spoken = PersonalData.withoutPlaceholders(text);
        Set<String> stems = spoken.equals(text) ? null : english.stems(spoken);
        return tokens.stream()
                .filter(token -> stems == null || stems.contains(token.stem()))
                .map(token -> new Token(token.stem(), reading.said(token.range())))
                .toList();
    }

    /** Whether it is a code, such as E27 or 401: a code selects one of several similar things. */
    private static boolean isCode(String stem) {
        return stem.length() > 2 && stem.chars().anyMatch(Character::isDigit);
    }

    /** The kind of the latest turn that asks a question of a known kind. */
    private static QuestionKind kind(List<String> texts) {
        for (String text : texts) {
            QuestionKind kind = QuestionKind.of(text);
            if (kind != QuestionKind.OTHER) {
                return kind;
            }
        }
        return QuestionKind.OTHER;
    }
}
