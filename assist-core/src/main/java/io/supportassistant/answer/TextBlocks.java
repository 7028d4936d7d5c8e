package io.supportassistant.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The paragraphs and lists of a body, in order.
 *
 * @param blocks do not overlap; surrounding whitespace is not included
 */
record TextBlocks(List<Block> blocks) {

    private static final Pattern ITEM =
            Pattern.compile("^([ \\t]*)(?:([-*\u2022\u2013+])|(\\d{1,3})[.)])[ \\t]+(?=\\S)");

    /**
     * @param lead start of the line that introduces a list; else the start
     * @param items for each item the span of its text, without its marker; empty for a paragraph
     * @param numbered whether the items are steps
     * @param last number of the last step, or 0
     */
    record Block(int lead, int start, int end, List<Span> items, boolean numbered, int last) {

        boolean isList() {
            return !items.isEmpty();
        }

        boolean overlaps(int from, int to) {
            return start < to && from < end;
        }
    }

    record Span(int start, int end) {}

    private record Line(int start, int end, Matcher item) {

        boolean isItem() {
            return item != null;
        }

        int indent() {
            return item.group(1).length();
        }

        boolean isNumbered() {
            return item.group(3) != null;
        }

        int number() {
            return Integer.parseInt(item.group(3));
        }
    }

    static TextBlocks of(String body) {
        Blocks blocks = new Blocks();
        List<Line> paragraph = new ArrayList<>();
        List<Line> list = new ArrayList<>();
        boolean blankBefore = true;
        int at = 0;
        while (at < body.length()) {
            int newline = body.indexOf('\n', at);
            int end = newline < 0 ? body.length() : newline;
            Line line = line(body, at, end);
            at = end + 1;
            if (line == null) {
                blankBefore = true;
                continue;
            }
            if (line.isItem()) {
                closeParagraph(blocks, paragraph);
                if (!list.isEmpty() && startsAnother(list, line)) {
                    closeList(body, blocks, list);
                }
                list.add(line);
            } else if (!list.isEmpty() && (!blankBefore || isIndented(body, line))) {
                list.add(line);
            } else {
                closeList(body, blocks, list);
                if (blankBefore) {
                    closeParagraph(blocks, paragraph);
                }
                paragraph.add(line);
            }
            blankBefore = false;
        }
        closeParagraph(blocks, paragraph);
        closeList(body, blocks, list);
        return new TextBlocks(blocks.all());
    }

    private static Line line(String body, int from, int to) {
        int end = to;
        while (end > from && Character.isWhitespace(body.charAt(end - 1))) {
            end--;
        }
        if (end == from) {
            return null;
        }
        Matcher item = ITEM.matcher(body).region(from, end);
        return new Line(from, end, item.find() ? item : null);
    }

    private static boolean isIndented(String body, Line line) {
        return Character.isWhitespace(body.charAt(line.start()));
    }

    /**
     * Whether the line starts another list on the same level: its marker has another kind, or its
     * numbers begin again. Markdown may number every step 1.
     */
    private static boolean startsAnother(List<Line> list, Line line) {
        Line first = list.get(0);
        if (line.indent() > first.indent()) {
            return false;
        }
        if (line.isNumbered() != first.isNumbered()) {
            return true;
        }
        return line.isNumbered() && line.number() <= 1 && lastNumber(list) > 1;
    }

    /** On the list's own level; 0 if it has no numbers. */
    private static int lastNumber(List<Line> list) {
        int indent = list.get(0).indent();
        for (int i = list.size() - 1; i >= 0; i--) {
            Line line = list.get(i);
            if (line.isItem() && line.indent() <= indent && line.isNumbered()) {
                return line.number();
            }
        }
        return 0;
    }

    private static void closeParagraph(Blocks blocks, List<Line> lines) {
        if (!lines.isEmpty()) {
            int start = lines.get(0).start();
            blocks.add(
                    new Block(
                            start, start, lines.get(lines.size() - 1).end(), List.of(), false, 0));
            lines.clear();
        }
    }

    private static void closeList(String body, Blocks blocks, List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        List<Span> items = new ArrayList<>();
        for (Line line : lines) {
            if (line.isItem()) {
                items.add(new Span(line.item().end(), line.end()));
            } else {
                Span last = items.remove(items.size() - 1);
                items.add(new Span(last.start(), line.end()));
            }
        }
        Line first = lines.get(0);
        Block list =
                new Block(
                        lead(body, blocks, first.start()),
                        first.start(),
                        lines.get(lines.size() - 1).end(),
                        items,
                        first.isNumbered(),
                        lastNumber(lines));
        boolean continues = first.isNumbered() && first.number() > 1;
        blocks.add(continues ? blocks.joined(list, first.number()) : list);
        lines.clear();
    }

    /**
     * The start of the last sentence of the paragraph before, if that paragraph ends in a colon or
     * an asterisk or no blank line follows it; else {@code start}.
     */
    private static int lead(String body, Blocks blocks, int start) {
        Block before = blocks.last();
        if (before == null || before.isList()) {
            return start;
        }
        boolean leads =
                body.substring(before.end(), start).chars().filter(c -> c == '\n').count() < 2
                        || ":*".indexOf(body.charAt(before.end() - 1)) >= 0;
        if (!leads) {
            return start;
        }
        List<Span> sentences = Sentences.in(body, before.start(), before.end());
        return sentences.get(sentences.size() - 1).start();
    }

    /** The finished blocks. Items may still be added to lists. */
    private static final class Blocks {

        private final List<Block> blocks = new ArrayList<>();

        /** Positions in {@code blocks} by the number of the list's last step, the latest first. */
        private final Map<Integer, Deque<Integer>> byLastStep = new HashMap<>();

        /** Null if there is no block. */
        Block last() {
            return blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
        }

        void add(Block block) {
            if (block.numbered()) {
                byLastStep
                        .computeIfAbsent(block.last(), first -> new ArrayDeque<>())
                        .push(blocks.size());
            }
            blocks.add(block);
        }

        /**
         * Joins a list with the earlier list it continues, for example after a note between two
         * steps. Removes the earlier list and all blocks after it; the text in between becomes part
         * of the step before.
         */
        Block joined(Block list, int number) {
            Deque<Integer> places = byLastStep.getOrDefault(number - 1, new ArrayDeque<>());
            if (places.isEmpty()) {
                return list;
            }
            int place = places.peek();
            Block before = blocks.get(place);
            List<Span> items = before.items();
            Span last = items.remove(items.size() - 1);
            items.add(new Span(last.start(), last().end()));
            items.addAll(list.items());
            while (blocks.size() > place) {
                Block taken = blocks.remove(blocks.size() - 1);
                if (taken.numbered()) {
                    byLastStep.get(taken.last()).pop();
                }
            }
            return new Block(before.lead(), before.start(), list.end(), items, true, list.last());
        }

        List<Block> all() {
            return blocks.stream()
                    .map(
                            block ->
                                    new Block(
                                            block.lead(),
                                            block.start(),
                                            block.end(),
                                            List.copyOf(block.items()),
                                            block.numbered(),
                                            block.last()))
                    .toList();
        }
    }
}
