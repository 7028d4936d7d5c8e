package io.supportassistant.job.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The paragraphs and lists of a body, in order.
 *
 * @param blocks not overlapping; white space around them is left out
 */
record TextBlocks(List<Block> blocks) {

    private static final Pattern ITEM =
            Pattern.compile("^([ \\t]*)(?:([-*\u2022\u2013+])|(\\d{1,3})[.)])[ \\t]+(?=\\S)");

    /**
     * @param lead where the line begins that introduces a list; else the start
     * @param items where the text of each item begins, without its marker, and ends; empty for a
     *     paragraph
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
        List<Block> blocks = new ArrayList<>();
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
        return new TextBlocks(List.copyOf(blocks));
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
     * On the list's own level: another kind of marker, or numbers that begin anew. Markdown may
     * number every step 1.
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

    /** Of the list's own level; 0 if it has no numbers. */
    private static int lastNumber(List<Line> list) {
        int indent = list.get(0).indent();
        int last = 0;
        for (Line line : list) {
            boolean own = line.isItem() && line.indent() <= indent && line.isNumbered();
            last = own ? line.number() : last;
        }
        return last;
    }

    private static void closeParagraph(List<Block> blocks, List<Line> lines) {
        if (!lines.isEmpty()) {
            int start = lines.get(0).start();
            blocks.add(
                    new Block(
                            start, start, lines.get(lines.size() - 1).end(), List.of(), false, 0));
            lines.clear();
        }
    }

    private static void closeList(String body, List<Block> blocks, List<Line> lines) {
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
                        List.copyOf(items),
                        first.isNumbered(),
                        lastNumber(lines));
        boolean goesOn = first.isNumbered() && first.number() > 1;
        blocks.add(goesOn ? joined(blocks, list, first.number()) : list);
        lines.clear();
    }

    /**
     * Takes out the list that this one goes on with, for example after a note between two steps,
     * and all after it; what stood between belongs to the step before.
     */
    private static Block joined(List<Block> blocks, Block list, int number) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block before = blocks.get(i);
            if (before.numbered() && before.last() == number - 1) {
                List<Span> items = new ArrayList<>(before.items());
                Span last = items.remove(items.size() - 1);
                items.add(new Span(last.start(), blocks.get(blocks.size() - 1).end()));
                items.addAll(list.items());
                blocks.subList(i, blocks.size()).clear();
                return new Block(
                        before.lead(), before.start(), list.end(), items, true, list.last());
            }
        }
        return list;
    }

    /** The last line of the paragraph before, if it ends in a colon or stands close. */
    private static int lead(String body, List<Block> blocks, int start) {
        if (blocks.isEmpty() || blocks.get(blocks.size() - 1).isList()) {
            return start;
        }
        Block before = blocks.get(blocks.size() - 1);
        boolean leads =
                body.substring(before.end(), start).chars().filter(c -> c == '\n').count() < 2
                        || ":*".indexOf(body.charAt(before.end() - 1)) >= 0;
        if (!leads) {
            return start;
        }
        List<Span> sentences = Sentences.in(body, before.start(), before.end());
        return sentences.get(sentences.size() - 1).start();
    }
}
