package io.supportassistant.articles;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** Formats with one article per file. A file of any of them may begin with front matter. */
final class Documents {

    private static final int LONGEST_TITLE = 150;

    private Documents() {}

    /** The id is in the front matter; the title may be the first heading of the text. */
    static void markdown(String text, FileReading reading) {
        try {
            FrontMatter front = FrontMatter.split(text);
            ArticleFields fields = ArticleFields.of(front.fields());
            MarkdownText body = MarkdownText.of(front.rest());
            boolean titled = fields.one(ArticleFields.TITLE) != null;
            fields.putIfMissing(ArticleFields.TITLE, body.heading());
            reading.take(
                    "",
                    fields,
                    titled ? body.text() : fields.bodyOrTitle(body.underHeading()),
                    null);
        } catch (RejectedArticleException e) {
            reading.reject("", e.getMessage());
        }
    }

    /**
     * An HTML page: its title, its main part, and the {@code meta} elements with names of fields.
     * Without an id, the file name is the id.
     */
    static void html(String text, String name, FileReading reading) {
        try {
            FrontMatter front = FrontMatter.split(text);
            Document page = Jsoup.parse(front.rest());
            Nesting.check(page);
            ArticleFields fields = ArticleFields.of(front.fields());
            for (Element meta : page.select("meta[name][content]")) {
                if (!fields.has(ArticleFields.field(meta.attr("name")))) {
                    fields.put(meta.attr("name"), List.of(meta.attr("content")));
                }
            }
            fields.putIfMissing("url", attribute(page, "link[rel=canonical]", "href"));
            fields.putIfMissing(
                    ArticleFields.UPDATED,
                    attribute(page, "meta[property=article:modified_time]", "content"));
            fields.putIfMissing(ArticleFields.ID, name);
            Element main = mainPart(page);
            Elements headings = main.select("h1");
            boolean titledByText = fields.one(ArticleFields.TITLE) == null && headings.size() == 1;
            if (titledByText) {
                fields.putIfMissing(ArticleFields.TITLE, headings.get(0).text());
                headings.remove();
            }
            fields.putIfMissing(ArticleFields.TITLE, page.title());
            Element any = main.selectFirst("h1, h2, h3");
            fields.putIfMissing(ArticleFields.TITLE, any == null ? null : any.text());
            fields.putIfMissing(ArticleFields.TITLE, main.hasText() ? words(name) : null);
            String body = HtmlText.of(main);
            reading.take("", fields, titledByText ? fields.bodyOrTitle(body) : body, null);
        } catch (RejectedArticleException e) {
            reading.reject("", e.getMessage());
        }
    }

    /** The only article element of the page, else its main part, else the page. */
    private static Element mainPart(Document page) {
        for (String part : List.of("article", "main, [role=main]")) {
            Elements found = page.select(part);
            if (found.size() == 1 && found.get(0).hasText()) {
                return found.get(0);
            }
        }
        page.select("body > header, body > footer").remove();
        return page.body();
    }

    private static String attribute(Document page, String selector, String attribute) {
        Element element = page.selectFirst(selector);
        return element == null ? null : element.attr(attribute);
    }

    /**
     * Plain text. The first line is the title, or the file name if that line is a paragraph; the
     * file name is the id.
     */
    static void text(String text, String name, FileReading reading) {
        try {
            FrontMatter front = FrontMatter.split(text);
            ArticleFields fields = ArticleFields.of(front.fields());
            String body = front.rest().strip();
            fields.putIfMissing(ArticleFields.ID, name);
            if (fields.one(ArticleFields.TITLE) == null) {
                int end = body.indexOf('\n');
                String first = end < 0 ? body : body.substring(0, end).strip();
                boolean isTitle = !first.isEmpty() && first.length() <= LONGEST_TITLE;
                fields.putIfMissing(
                        ArticleFields.TITLE, isTitle ? first : body.isEmpty() ? null : words(name));
                body = isTitle && end >= 0 ? body.substring(end).strip() : body;
            }
            reading.take("", fields, body, null);
        } catch (RejectedArticleException e) {
            reading.reject("", e.getMessage());
        }
    }

    private static String words(String name) {
        return name.substring(name.lastIndexOf('/') + 1).replaceAll("[-_]+", " ").strip();
    }
}
