package io.supportassistant.articles;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Converts HTML to plain text: one line for each step or item, one line with bars between the cells
 * for each table row, and blank lines between paragraphs and headings. Invisible elements are left
 * out.
 */
final class HtmlText {

    private static final Set<String> UNSEEN =
            Set.of(
                    "script",
                    "style",
                    "noscript",
                    "template",
                    "head",
                    "title",
                    "iframe",
                    "object",
                    "embed",
                    "svg",
                    "canvas",
                    "audio",
                    "video",
                    "nav",
                    "select",
                    "textarea",
                    "datalist");
    private static final Set<String> PARAGRAPHS =
            Set.of(
                    "p",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "blockquote",
                    "dl",
                    "hr",
                    "figure",
                    "fieldset",
                    "details",
                    "table",
                    "ul",
                    "ol",
                    "pre");
    private static final Set<String> LINES =
            Set.of(
                    "div",
                    "section",
                    "article",
                    "main",
                    "header",
                    "footer",
                    "aside",
                    "address",
                    "summary",
                    "dt",
                    "dd",
                    "figcaption",
                    "tr",
                    "form",
                    "legend",
                    "caption",
                    "body");
    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0]+");
    private static final Pattern INVISIBLE = Pattern.compile("[\\u200b\\u2060\\u00ad\\ufeff]");
    private static final Pattern MARKUP =
            Pattern.compile(
                    "(?i)</(?:p|div|li|ul|ol|table|tr|td|h[1-6]|span|strong|b|em|i|a)\\s*>"
                            + "|<br\\s*/?>");

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder line = new StringBuilder();

    /** Line ends to write before the next text. */
    private int gap;

    /** Prefix of the next line of a list, such as {@code 2. }. */
    private String marker = "";

    private int depth;

    private HtmlText() {}

    /** Whether a text is HTML rather than plain text. */
    static boolean isHtml(String text) {
        return MARKUP.matcher(text).find();
    }

    /** The text of a body that is HTML or already plain text. */
    static String ofEither(String body) {
        return isHtml(body) ? of(body) : body;
    }

    static String of(String html) {
        return of(Jsoup.parse(html).body());
    }

    /**
     * @throws RejectedArticleException if it is nested too deeply
     */
    static String of(Element root) {
        Nesting.check(root);
        HtmlText writer = new HtmlText();
        writer.element(root);
        writer.endLine(0);
        return writer.text.toString();
    }

    private void node(Node node) {
        if (node instanceof TextNode words) {
            line.append(words.getWholeText());
        } else if (node instanceof Element element && isSeen(element)) {
            element(element);
        }
    }

    private static boolean isSeen(Element element) {
        return !UNSEEN.contains(element.normalName())
                && !element.hasAttr("hidden")
                && !element.attr("style").replace(" ", "").contains("display:none");
    }

    private void element(Element element) {
        String name = element.normalName();
        switch (name) {
            case "br" -> breakLine(1);
            case "ul", "ol" -> list(element);
            case "li" -> item(element, "- ");
            case "pre" -> preformatted(element);
            case "table" -> table(element);
            default -> {
                int around = PARAGRAPHS.contains(name) ? 2 : LINES.contains(name) ? 1 : 0;
                breakLine(around);
                element.childNodes().forEach(this::node);
                breakLine(around);
            }
        }
    }

    /** An item stays on one line, so a line break within it becomes a space. */
    private void breakLine(int lineEnds) {
        if (lineEnds == 0) {
            return;
        }
        if (depth > 0) {
            line.append(' ');
        } else {
            endLine(lineEnds);
        }
    }

    private void endLine(int lineEnds) {
        String words =
                SPACE.matcher(INVISIBLE.matcher(line).replaceAll("")).replaceAll(" ").strip();
        line.setLength(0);
        put(words);
        gap = Math.max(gap, lineEnds);
    }

    private void put(String words) {
        if (words.isEmpty()) {
            return;
        }
        if (!text.isEmpty()) {
            text.append("\n".repeat(Math.max(1, gap)));
        }
        gap = 0;
        text.append("   ".repeat(Math.max(0, depth - 1))).append(marker).append(words);
        marker = "";
    }

    private void list(Element list) {
        endLine(depth > 0 ? 1 : 2);
        int number = number(list.attr("start"), 1);
        for (Element child : list.children()) {
            if (!isSeen(child)) {
                continue;
            }
            if (!child.normalName().equals("li")) {
                node(child);
                continue;
            }
            number = number(child.attr("value"), number);
            item(child, list.normalName().equals("ol") ? number + ". " : "- ");
            number++;
        }
        gap = Math.max(gap, depth > 0 ? 1 : 2);
    }

    private void item(Element item, String mark) {
        endLine(1);
        depth++;
        marker = mark;
        item.childNodes().forEach(this::node);
        endLine(1);
        marker = "";
        depth--;
    }

    private static int number(String given, int fallback) {
        return given.matches("\\d{1,6}") ? Integer.parseInt(given) : fallback;
    }

    private void preformatted(Element element) {
        endLine(2);
        for (String row : element.wholeText().split("\n")) {
            put(row.stripTrailing());
            gap = 1;
        }
        gap = 2;
    }

    private void table(Element table) {
        if (isLayout(table)) {
            endLine(2);
            for (Element cell : table.select("> * > tr > td, > * > tr > th, > caption")) {
                cell.childNodes().forEach(this::node);
                endLine(1);
            }
            gap = 2;
            return;
        }
        endLine(2);
        for (Element row : table.select("caption, tr")) {
            if (row.normalName().equals("caption")) {
                line.append(row.text());
            } else {
                line.append(String.join(" | ", row.select("> td, > th").eachText()));
            }
            endLine(1);
        }
        gap = 2;
    }

    /**
     * Whether a table only arranges the page: its cells contain lists or tables, or it has one
     * column.
     */
    private static boolean isLayout(Element table) {
        return table.selectFirst("td li, td table, td pre") != null
                || table.selectFirst("tr > td + td, tr > th + th, tr > th + td") == null;
    }
}
