package io.supportassistant.answer;

import io.supportassistant.answer.ArticleText.Unit;
import io.supportassistant.answer.TextBlocks.Span;
import io.supportassistant.knowledge.EnglishText.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the sentences of an article that answer the question: they contain most of the words that
 * distinguish this place from the rest of the article, and they fit the kind of question. Every
 * result is an exact part of the body.
 */
final class AnswerLine {

    static final int MOST_WORDS = 25;

    private static final int[] NO_UNITS = {};

    /**
     * Weight of question words that the article does not contain; the other words then count less.
     */
    private static final double ABSENT = 0.7;

    /** Weight of the words of the title: they describe the problem as the article sees it. */
    private static final double TITLE_WEIGHT = 0.4;

    /**
     * Weight of the words of the title where the question asks for a fact: the title says little
     * about it.
     */
    private static final double TITLE_WEIGHT_OF_FACT = 0.05;

    private static final double INHERITED = 0.8;
    private static final double PRECISION = 0.35;
    private static final double CONDITION = -0.3;
    private static final double STEP = -0.15;
    private static final double LABEL = -0.5;

    private static final String SENTENCE_ENDS = ".;:!?";
    private static final double BEGINS_WITHIN = -0.15;
    private static final double ENDS_WITHIN = -0.1;
    private static final double ONLY_A_CASE = -0.5;

    /** The next sentence is also shown if it reaches this share of the first one's score. */
    private static final double NEXT = 0.5;

    /** A sentence of at most this many words says little by itself. */
    private static final int FEW_WORDS = 7;

    private final ArticleText text;
    private final AskedQuestion asked;
    private final Map<String, Double> weights = new HashMap<>();

    /** By unit: the weight of the question's words in it; {@code matched} has their number. */
    private final double[] own;

    private final double[] inherited;
    private final int[] matched;
    private final double total;

    private AnswerLine(ArticleText text, AskedQuestion asked) {
        this.text = text;
        this.asked = asked;
        int units = text.units().size();
        this.own = new double[units];
        this.inherited = new double[units];
        this.matched = new int[units];
        double absent = 0;
        for (Map.Entry<String, Double> weight : asked.weights().entrySet()) {
            if (text.owners().containsKey(weight.getKey())) {
                weigh(weight.getKey(), weight.getValue());
            } else {
                absent += weight.getValue();
            }
        }
        double title = asked.kind().isFact() ? TITLE_WEIGHT_OF_FACT : TITLE_WEIGHT;
        text.titleStems().forEach(stem -> weigh(stem, title));
        double present = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            present += weight.getValue();
            for (int unit : text.owners().get(weight.getKey())) {
                own[unit] += weight.getValue();
                matched[unit]++;
            }
            for (int unit : text.heirs().getOrDefault(weight.getKey(), NO_UNITS)) {
                inherited[unit] += weight.getValue();
            }
        }
        this.total = ABSENT * absent + present;
    }

    /** Weighs a word: the fewer units of the article contain it, the more it counts. */
    private void weigh(String stem, double weight) {
        int containing = text.owners().getOrDefault(stem, NO_UNITS).length;
        if (containing > 0) {
            double others = text.units().size() - containing;
            double telling = Math.log(1 + (others + 0.5) / (containing + 0.5)) + 0.2;
            weights.merge(stem, weight * telling, Math::max);
        }
    }

    /** Returns empty if the article has no sentence. */
    static Optional<Span> in(ArticleText text, AskedQuestion asked) {
        return new AnswerLine(text, asked).best();
    }

    private Optional<Span> best() {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < text.units().size(); i++) {
            double score = score(i);
            if (score > most) {
                most = score;
                best = i;
            }
        }
        if (best < 0) {
            return Optional.empty();
        }
        Unit unit = text.units().get(best);
        return Optional.of(unit.words() > MOST_WORDS ? shortened(unit) : withNext(best, most));
    }

    private double score(int index) {
        Unit unit = text.units().get(index);
        double covered = total == 0 ? 0 : (own[index] + INHERITED * inherited[index]) / total;
        double precision = matched[index] / (unit.stems().size() + 2.0);
        double score = covered + PRECISION * precision;
        if (unit.answers().contains(asked.kind())) {
            score += asked.kind().bonus();
        }
        score += CONDITION * unmetShare(unit.condition());
        if (unit.leadsIn()) {
            score += LABEL;
        }
        boolean isStep = unit.item() >= 0 && text.blocks().blocks().get(unit.block()).numbered();
        if (isStep && !asked.kind().isFact()) {
            score += STEP;
        }
        return score;
    }

    /**
     * The share of a condition's words that are neither in the question nor in the title, 0 to 1.
     */
    private double unmetShare(Set<String> condition) {
        int matches = 0;
        for (String stem : condition) {
            matches += weights.containsKey(stem) ? 1 : 0;
        }
        return condition.isEmpty() ? 0 : 1 - matches / (double) condition.size();
    }

    /**
     * The unit, extended by the next sentence if there is room and it is needed or also answers.
     */
    private Span withNext(int index, double score) {
        Unit unit = text.units().get(index);
        if (index + 1 < text.units().size()) {
            Unit after = text.units().get(index + 1);
            boolean follows = after.block() == unit.block() && after.item() == unit.item();
            if (follows
                    && !after.leadsIn()
                    && unit.words() + after.words() <= MOST_WORDS
                    && (unit.words() <= FEW_WORDS || score(index + 1) >= NEXT * score)) {
                return new Span(unit.start(), after.end());
            }
        }
        return new Span(unit.start(), unit.end());
    }

    /** The adjacent clauses of a long sentence that cover most of the question. */
    private Span shortened(Unit unit) {
        String body = text.article().body();
        List<Token> tokens =
                text.tokens().stream()
                        .filter(token -> token.range().start() >= unit.start())
                        .filter(token -> token.range().end() <= unit.end())
                        .filter(token -> weights.containsKey(token.stem()))
                        .toList();
        List<Span> clauses = Clauses.in(body, unit.start(), unit.end(), MOST_WORDS);
        Span best = clauses.get(0);
        double most = Double.NEGATIVE_INFINITY;
        for (int first = 0; first < clauses.size(); first++) {
            for (int last = first; last < clauses.size(); last++) {
                Span span = new Span(clauses.get(first).start(), clauses.get(last).end());
                if (ArticleText.words(body, span.start(), span.end()) > MOST_WORDS) {
                    break;
                }
                double score = score(span, tokens) + fluency(unit, span) + 0.01 * (last - first);
                if (score > most) {
                    most = score;
                    best = span;
                }
            }
        }
        return Clauses.trimmed(body, best);
    }

    /**
     * A penalty, 0 or negative, for a part that reads like a fragment: it begins or ends in the
     * middle of a sentence, or is only a condition.
     */
    private double fluency(Unit unit, Span span) {
        String body = text.article().body();
        char before = span.start() == unit.start() ? '.' : endBefore(body, span.start());
        boolean begins = SENTENCE_ENDS.indexOf(before) >= 0;
        boolean ends = SENTENCE_ENDS.indexOf(body.charAt(span.end() - 1)) >= 0;
        boolean isCase = !ends && !unit.condition().isEmpty() && span.start() == unit.start();
        return (begins ? 0 : BEGINS_WITHIN) + (ends ? 0 : ENDS_WITHIN) + (isCase ? ONLY_A_CASE : 0);
    }

    /** The last non-whitespace character before {@code at}. */
    private static char endBefore(String body, int at) {
        int before = at - 1;
        while (before > 0 && Character.isWhitespace(body.charAt(before))) {
            before--;
        }
        return body.charAt(before);
    }

    private double score(Span span, List<Token> tokens) {
        double covered = 0;
        for (Token token : tokens) {
            boolean inside =
                    token.range().start() >= span.start() && token.range().end() <= span.end();
            covered += inside ? weights.get(token.stem()) : 0;
        }
        CharSequence words = text.article().body().subSequence(span.start(), span.end());
        boolean answers = asked.kind().isAnsweredBy(words);
        return (total == 0 ? 0 : covered / total) + (answers ? asked.kind().bonus() : 0);
    }
}
