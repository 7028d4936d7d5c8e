package io.supportassistant.articles;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jsoup.parser.Tag;

/**
 * Converts Markdown to plain text. HTML in it is handled as HTML; {@code <Enter>}, which is not an
 * HTML tag, stays as text.
 *
 * @param heading the first-level heading at the beginning, or null
 * @param text the whole text
 * @param underHeading the text without that heading
 */
record MarkdownText(String heading, String text, String underHeading) {

    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser MARKDOWN = Parser.builder().extensions(TABLES).build();
    private static final TextContentRenderer PLAIN =
            TextContentRenderer.builder()
                    .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
                    .build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder().extensions(TABLES).build();
    private static final Pattern TAG = Pattern.compile("</?([A-Za-z][A-Za-z0-9-]*)");

    /**
     * @throws RejectedArticleException if it is nested too deeply
     */
    static MarkdownText of(String markdown) {
        Node document = MARKDOWN.parse(markdown);
        Nesting.check(document);
        boolean hasHtml = hasHtml(document);
        String text = rendered(document, hasHtml);
        if (!(document.getFirstChild() instanceof Heading first) || first.getLevel() != 1) {
            return new MarkdownText(null, text, text);
        }
        String heading = PLAIN.render(first).strip();
        first.unlink();
        return new MarkdownText(heading, text, rendered(document, hasHtml));
    }

    private static String rendered(Node document, boolean hasHtml) {
        return hasHtml ? HtmlText.of(HTML.render(document)) : PLAIN.render(document).strip();
    }

    /**
     * Whether the document contains HTML or a table. Also removes horizontal rules, and turns
     * unknown tags into text.
     */
    private static boolean hasHtml(Node document) {
        List<Node> html = new ArrayList<>();
        List<Node> rules = new ArrayList<>();
        List<Node> tables = new ArrayList<>();
        document.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(HtmlInline inline) {
                        html.add(inline);
                    }

                    @Override
                    public void visit(HtmlBlock block) {
                        html.add(block);
                    }

                    @Override
                    public void visit(CustomBlock block) {
                        tables.add(block);
                    }

                    @Override
                    public void visit(ThematicBreak rule) {
                        rules.add(rule);
                    }
                });
        rules.forEach(Node::unlink);
        boolean found = !tables.isEmpty();
        for (Node node : html) {
            if (node instanceof HtmlInline inline && !isHtml(inline.getLiteral())) {
                replace(node, new Text(inline.getLiteral()));
            } else if (node instanceof HtmlBlock block && !isHtml(block.getLiteral())) {
                Paragraph paragraph = new Paragraph();
                paragraph.appendChild(new Text(block.getLiteral()));
                replace(node, paragraph);
            } else {
                found = true;
            }
        }
        return found;
    }

    private static boolean isHtml(String literal) {
        Matcher tag = TAG.matcher(literal);
        return !tag.find() || Tag.isKnownTag(tag.group(1).toLowerCase(Locale.ROOT));
    }

    private static void replace(Node node, Node by) {
        node.insertBefore(by);
        node.unlink();
    }
}
