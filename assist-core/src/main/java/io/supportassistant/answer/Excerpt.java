package io.supportassistant.answer;

import io.supportassistant.answer.TextBlocks.Block;
import io.supportassistant.answer.TextBlocks.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the part of an article that a card shows under its answer: the steps from the first to
 * the last, or else the found passage, with no list cut.
 */
final class Excerpt {

    /** A longer list ends with its last complete item. */
    private static final int MOST_CHARACTERS = 4_000;

    /**
     * A longer block, such as a price list, does not fit on a card; the found passage is shown
     * instead.
     */
    private static final int MOST_IN_ALL = 8_000;

    private Excerpt() {}

    /**
     * @param passage the found passage
     * @param answer the answer shown above it, or null
     * @param kept whether the excerpt must contain all of the passage, because it is quoted
     */
    static Span of(ArticleText text, Span passage, Span answer, QuestionKind kind, boolean kept) {
        Span chosen = chosen(text, passage, answer, kind, kept);
        return chosen.end() - chosen.start() <= MOST_IN_ALL ? chosen : passage;
    }

    private static Span chosen(
            ArticleText text, Span passage, Span answer, QuestionKind kind, boolean kept) {
        List<Block> blocks = text.blocks().blocks();
        if (!kept && !kind.isFact()) {
            Optional<Block> steps = steps(blocks, passage, answer);
            if (steps.isPresent()) {
                return whole(steps.get(), new Span(steps.get().lead(), steps.get().end()));
            }
        }
        boolean answered = answer == null || isWithin(answer, passage);
        Span span = passage;
        if (!kept && !answered) {
            Span answerSpan = answer;
            span =
                    blocks.stream()
                            .filter(block -> block.overlaps(answerSpan.start(), answerSpan.end()))
                            .map(block -> new Span(block.lead(), block.end()))
                            .findFirst()
                            .orElse(passage);
        }
        return withWholeLists(blocks, span);
    }

    private static boolean isWithin(Span inner, Span outer) {
        return inner.start() >= outer.start() && inner.end() <= outer.end();
    }

    /** The numbered list that contains the answer, or else the passage, or else the first one. */
    private static Optional<Block> steps(List<Block> blocks, Span passage, Span answer) {
        return blocks.stream()
                .filter(Block::numbered)
                .min(
                        Comparator.comparing(
                                        (Block block) ->
                                                answer == null
                                                        || !block.overlaps(
                                                                answer.start(), answer.end()))
                                .thenComparing(
                                        block -> !block.overlaps(passage.start(), passage.end())));
    }

    private static Span withWholeLists(List<Block> blocks, Span span) {
        Span all = span;
        for (Block block : blocks) {
            boolean overlaps = block.lead() < all.end() && all.start() < block.end();
            if (block.isList() && overlaps) {
                Span whole = whole(block, new Span(block.lead(), block.end()));
                all =
                        new Span(
                                Math.min(all.start(), whole.start()),
                                Math.max(all.end(), whole.end()));
            }
        }
        return all;
    }

    private static Span whole(Block block, Span span) {
        if (span.end() - span.start() <= MOST_CHARACTERS) {
            return span;
        }
        int end =
                block.items().stream()
                        .mapToInt(Span::end)
                        .filter(itemEnd -> itemEnd - span.start() <= MOST_CHARACTERS)
                        .max()
                        .orElse(block.items().get(0).end());
        return new Span(span.start(), end);
    }
}
