package io.supportassistant.answer;

import io.supportassistant.answer.TextBlocks.Block;
import io.supportassistant.answer.TextBlocks.Span;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.EnglishText.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An article, prepared for finding an answer in it; built once for each version of the article.
 *
 * @param tokens the stems of the body and their positions, in order
 * @param titleStems the stems of the title
 * @param units the parts that may be shown as an answer, in order
 * @param owners by stem, the numbers of the units that contain it
 * @param heirs by stem, the numbers of the units that only inherit it from the lead of their list
 *     or from the sentence before
 */
record ArticleText(
        KnowledgeArticle article,
        TextBlocks blocks,
        List<Token> tokens,
        Set<String> titleStems,
        List<Unit> units,
        Map<String, int[]> owners,
        Map<String, int[]> heirs) {

    /**
     * A sentence or a list item; a question together with the sentence that answers it.
     *
     * @param block number of its block
     * @param item number of its list item, from 0; -1 in a paragraph
     * @param stems the stems in it
     * @param inherited stems of the lead of its list, and of the sentence that a pronoun at its
     *     beginning refers to
     * @param condition stems of the condition it begins with, as in "If you paid by card, ..."
     * @param answers the kinds of question it may answer
     * @param leadsIn whether it only introduces what follows
     */
    record Unit(
            int start,
            int end,
            int block,
            int item,
            Set<String> stems,
            Set<String> inherited,
            Set<String> condition,
            Set<QuestionKind> answers,
            int words,
            boolean leadsIn) {}

    private static final Pattern REFERS =
            Pattern.compile("(?:It|They|This|That|These|Those|He|She|Then|Both)\\b");

    private static final Pattern CONDITION =
            Pattern.compile(
                    "(?:If|When|For|After|Once|Unless|Without|With|While|Until|Past|In"
                            + " case|Where)\\b[^,;:.]{3,120}[,:]");

    /** A sentence that ends in a colon and has more words than this says something by itself. */
    private static final int LABEL_WORDS = 8;

    /** In characters. Every item of a list keeps the stems of its lead. */
    private static final int LONGEST_LEAD = 1_000;

    static ArticleText of(KnowledgeArticle article, EnglishText english) {
        String body = article.body();
        TextBlocks blocks = TextBlocks.of(body);
        List<Token> tokens = english.tokens(body);
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < blocks.blocks().size(); i++) {
            Block block = blocks.blocks().get(i);
            if (block.isList()) {
                boolean isLed = block.start() - block.lead() <= LONGEST_LEAD;
                Set<String> lead = isLed ? stems(tokens, block.lead(), block.start()) : Set.of();
                for (int item = 0; item < block.items().size(); item++) {
                    Span span = block.items().get(item);
                    add(units, body, tokens, span.start(), span.end(), i, item, lead);
                }
            } else {
                add(units, body, tokens, block.start(), block.end(), i, -1, Set.of());
            }
        }
        Set<String> title =
                english.stems(article.title()).stream()
                        .filter(stem -> !AskedQuestion.isFunctionWord(stem))
                        .collect(Collectors.toUnmodifiableSet());
        return new ArticleText(
                article,
                blocks,
                tokens,
                title,
                units,
                numbers(units, Unit::stems),
                numbers(units, Unit::inherited));
    }

    private static Map<String, int[]> numbers(
            List<Unit> units, Function<Unit, Set<String>> stemsOf) {
        Map<String, List<Integer>> numbers = new HashMap<>();
        for (int i = 0; i < units.size(); i++) {
            for (String stem : stemsOf.apply(units.get(i))) {
                numbers.computeIfAbsent(stem, first -> new ArrayList<>()).add(i);
            }
        }
        Map<String, int[]> all = new HashMap<>();
        numbers.forEach(
                (stem, found) ->
                        all.put(stem, found.stream().mapToInt(Integer::intValue).toArray()));
        return all;
    }

    private static void add(
            List<Unit> units,
            String body,
            List<Token> tokens,
            int from,
            int to,
            int block,
            int item,
            Set<String> inherited) {
        List<Span> sentences = Sentences.in(body, from, to);
        boolean whole = item >= 0 && words(body, from, to) <= AnswerLine.MOST_WORDS;
        if (whole) {
            sentences = List.of(new Span(from, to));
        }
        for (int i = 0; i < sentences.size(); i++) {
            Span span = sentences.get(i);
            int end = span.end();
            boolean asks = lastLetter(body, span) == '?';
            if (asks && !whole && i + 1 < sentences.size()) {
                end = sentences.get(++i).end();
            }
            // The text of a question does not count as an answer, nor as a condition.
            int says = end > span.end() ? span.end() : span.start();
            int caseEnd = end > span.end() ? span.end() : caseEnd(body, span);
            Set<String> before =
                    span.start() > from
                                    && REFERS.matcher(body).region(span.start(), end).lookingAt()
                            ? both(inherited, units.get(units.size() - 1).stems())
                            : inherited;
            Set<String> own = stems(tokens, span.start(), end);
            units.add(
                    new Unit(
                            span.start(),
                            end,
                            block,
                            item,
                            own,
                            without(before, own),
                            stems(tokens, span.start(), caseEnd),
                            QuestionKind.answeredBy(body.substring(says, end)),
                            words(body, span.start(), end),
                            isLabel(body, span, end)));
        }
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }

    private static Set<String> without(Set<String> stems, Set<String> others) {
        return stems.stream()
                .filter(stem -> !others.contains(stem))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The end of the condition that the sentence begins with; its start if it has none. */
    private static int caseEnd(String body, Span span) {
        Matcher condition = CONDITION.matcher(body).region(span.start(), span.end());
        return condition.lookingAt() ? condition.end() : span.start();
    }

    /** Whether it is a heading, or only introduces a list or a table. */
    private static boolean isLabel(String body, Span span, int end) {
        char last = body.charAt(end - 1);
        char bare = lastLetter(body, new Span(span.start(), end));
        boolean introduces = bare == ':' || bare == '?';
        return introduces && words(body, span.start(), end) <= LABEL_WORDS
                || last == '*' && bare != '.'
                || body.charAt(span.start()) == '#';
    }

    /** The last character that is not a mark of emphasis or quotation. */
    private static char lastLetter(String body, Span span) {
        int at = span.end() - 1;
        while (at > span.start() && "*_\"'\u201d\u2019)".indexOf(body.charAt(at)) >= 0) {
            at--;
        }
        return body.charAt(at);
    }

    /**
     * @param tokens in order
     */
    private static Set<String> stems(List<Token> tokens, int from, int to) {
        Set<String> stems = new HashSet<>();
        for (int i = firstFrom(tokens, from);
                i < tokens.size() && tokens.get(i).range().end() <= to;
                i++) {
            stems.add(tokens.get(i).stem());
        }
        return Set.copyOf(stems);
    }

    private static int firstFrom(List<Token> tokens, int from) {
        int low = 0;
        int high = tokens.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tokens.get(middle).range().start() < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static int words(String body, int from, int to) {
        int words = 0;
        boolean inWord = false;
        for (int i = from; i < to; i++) {
            boolean space = Character.isWhitespace(body.charAt(i));
            words += !space && !inWord ? 1 : 0;
            inWord = !space;
        }
        return words;
    }
}
