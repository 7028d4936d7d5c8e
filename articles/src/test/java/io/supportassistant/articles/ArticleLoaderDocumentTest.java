package io.supportassistant.articles;

import static io.supportassistant.articles.ArticleFolder.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.KnowledgeArticle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are one article each: Markdown, HTML and plain text. */
class ArticleLoaderDocumentTest {

    @TempDir Path folder;

    // ---- Texts that begin with a horizontal rule

    @ParameterizedTest
    @CsvSource({
        "'---\nThe hub\n\nHold it.', The hub, Hold it.",
        "'---\nThe hub\n---\nHold it.', The hub, '---\nHold it.'",
        "'---\n\n"
                + "The hub\n"
                + "Note: it is hot.\n"
                + "---\n"
                + "Hold it.', The hub, 'Note: it is hot.\n"
                + "---\n"
                + "Hold it.'",
        "'---\nNote: it is hot.\n\nHold it.', Note: it is hot., Hold it.",
    })
    void shouldReadPlainTextThatStartsWithAHorizontalRule(String text, String title, String body)
            throws IOException {
        write(folder, "a.txt", text.replace("\\n", "\n"));

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.title()).isEqualTo(title);
        assertThat(article.body()).isEqualTo(body.replace("\\n", "\n"));
    }

    @Test
    void shouldReadAPageThatStartsWithAHorizontalRule() throws IOException {
        write(folder, "a.html", "---\n<title>Hub</title>\n<p>Hold it.</p>\n---\n<p>Wait.</p>");

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.title()).isEqualTo("Hub");
        assertThat(article.body()).contains("Hold it.").contains("Wait.");
    }

    @Test
    void shouldReportAMissingIdForMarkdownThatStartsWithAHorizontalRule() throws IOException {
        write(folder, "a.md", "---\n# Hub\n\nHold it.\n");

        assertThat(ArticleLoader.load(folder).files().get(0).line())
                .isEqualTo("a.md: 0 articles; not loaded: has no id");
    }

    @Test
    void shouldStillReadFrontMatterThatIsNotYaml() throws IOException {
        write(
                folder,
                "a.txt",
                "---\nproducts: hub: two\n# a comment\ntags:\n- a\n---\nHub\nHold it.");

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.products()).containsExactly("hub: two");
        assertThat(article.title()).isEqualTo("Hub");
    }

    // ---- Markdown

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title: >\n  Folded title\n  of the gate",
                "title: >-\n  Folded title\n  of the gate\n",
                "title: |\n  Folded title\n  of the gate",
                "title: Folded title\n  of the gate",
                "title: \"Folded title\n  of the gate\"",
                "title: 'Folded title of the gate'",
                "title: Folded title of the gate   # a comment",
                "\"title\": Folded title&nbsp;of the gate",
            })
    void shouldReadTitlesOfSeveralLines(String title) throws IOException {
        for (String newline : List.of("\n", "\r\n", "\r")) {
            write(folder, "a.md", ("---\nid: A\n" + title + "\n---\nOne.").replace("\n", newline));

            assertThat(ArticleLoader.load(folder).articles())
                    .extracting(KnowledgeArticle::title)
                    .containsExactly("Folded title of the gate");
        }
    }

    @Test
    void shouldKeepTheTextOfValuesThatLookLikeNumbers() throws IOException {
        write(
                folder,
                "a.md",
                "---\n"
                        + "id: 0012\n"
                        + "title: 1.10\n"
                        + "entity: yes\n"
                        + "tags:\n"
                        + "  - 2024-01-02\n"
                        + "  - \"on, off\"\n"
                        + "products: hub, camera\n"
                        + "updated: 2026-10-12 08:30:00\n"
                        + "position: 3\n"
                        + "---\n"
                        + "B.");

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.articleId()).isEqualTo("0012");
        assertThat(article.title()).isEqualTo("1.10");
        assertThat(article.entity()).isEqualTo("yes");
        assertThat(article.tags()).containsExactly("2024-01-02", "on", "off");
        assertThat(article.products()).containsExactly("hub", "camera");
        assertThat(article.updatedAt()).isEqualTo(Instant.parse("2026-10-12T08:30:00Z"));
        assertThat(article.position()).isEqualTo(3);
    }

    @Test
    void shouldReadFrontMatterThatIsNotYaml() throws IOException {
        write(
                folder,
                "a.md",
                "---\nid: A\ntitle: Error 401: cannot sign in\ntags: [a, b]\nproducts:\n- hub\n"
                        + "summary: >\n  some text: more\n---\nB.");

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.title()).isEqualTo("Error 401: cannot sign in");
        assertThat(article.tags()).containsExactly("a", "b");
        assertThat(article.products()).containsExactly("hub");
    }

    @Test
    void shouldContinueAfterAHorizontalRule() throws IOException {
        write(
                folder,
                "a.md",
                "---\nid: A\ntitle: T\n---\n\nBefore.\n\n---\n\nAfter.\n\n***\n\nLast.");

        assertThat(body()).isEqualTo("Before.\n\nAfter.\n\nLast.");
    }

    @Test
    void shouldReportUnclosedFrontMatter() throws IOException {
        write(folder, "a.md", "---\nid: A\ntitle: T\n\nText.");

        assertThat(ArticleLoader.load(folder).files().get(0).line())
                .contains("has unclosed front matter: close it with a line ---");
    }

    @Test
    void shouldUseTheHeadingAsAMissingTitle() throws IOException {
        write(folder, "a.md", "---\nid: A\n---\n\n# The *title*\n\nText.\n\n## More\n\nEnd.");

        assertThat(ArticleLoader.load(folder).articles().get(0).title()).isEqualTo("The title");
        assertThat(body()).isEqualTo("Text.\n\nMore\n\nEnd.");
    }

    @Test
    void shouldConvertHtmlInMarkdownToText() throws IOException {
        write(
                folder,
                "a.md",
                "---\nid: A\ntitle: Attic fan &amp; humidity\n---\n\n"
                        + "<h2>Attic fan</h2><p>It&nbsp;stops at <b>60&nbsp;%</b>.</p>"
                        + "<script>alert('x')</script><ul><li>Clean it</li></ul>\n\n"
                        + "Then **wait**, and press <kbd>Reset</kbd>.<!-- not this -->\n\n"
                        + "1. One\n2. Two<br>more\n");

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.title()).isEqualTo("Attic fan & humidity");
        assertThat(article.body())
                .isEqualTo(
                        """
                        Attic fan

                        It stops at 60 %.

                        - Clean it

                        Then wait, and press Reset.

                        1. One
                        2. Two more\
                        """);
    }

    @Test
    void shouldKeepTextThatOnlyLooksLikeATag() throws IOException {
        write(folder, "a.md", "---\nid: A\ntitle: T\n---\nPress <Enter>, then type a < b.");

        assertThat(body()).isEqualTo("Press <Enter>, then type a < b.");
    }

    @Test
    void shouldReadTheRowsOfATableInMarkdown() throws IOException {
        write(
                folder,
                "a.md",
                "---\nid: A\ntitle: T\n---\nSee:\n\n| Light | Do |\n|---|---|\n| red | wait |");

        assertThat(body()).isEqualTo("See:\n\nLight | Do\nred | wait");
    }

    // ---- HTML

    @Test
    void shouldUseTheFileNameAsTheTitleOfAPageWithoutOne() throws IOException {
        write(folder, "pool-pump.html", "<p>a &lt; b &amp; c, &euro;5</p>");

        assertThat(ArticleLoader.load(folder).articles().get(0).title()).isEqualTo("pool pump");
        assertThat(body()).isEqualTo("a < b & c, \u20ac5");
    }

    @Test
    void shouldConvertAPageToText() throws IOException {
        write(
                folder,
                "fans/attic.html",
                """
                <!DOCTYPE html><html><head><title>Attic fan | Help</title>
                <link rel="canonical" href="https://kb.example/fan">
                <meta name="keywords" content="fan, attic"><meta name="last-modified" content="2026-10-12">
                <style>p { color: red }</style></head><body>
                <header>Site</header><nav><a href="/">Home</a></nav>
                <main><h1>The attic fan</h1>
                <p>Text with <a href="/x">a link</a>,
                wrapped.<br>Next line.</p>
                <h2>Steps</h2>
                <ol start="1"><li><p>Open <b>it</b>.</p><p>Look.</p></li>
                <li>Choose one:<ul><li>this</li><li>that</li></ul></li><li>Close it.</li></ol>
                <table><tr><th>Light</th><th>Meaning</th></tr><tr><td>red</td><td>off</td></tr></table>
                <pre>a  b
                  c</pre>
                <div style="display: none">not seen</div><noscript>nor this</noscript>
                </main><footer>Imprint</footer></body></html>
                """);

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.articleId()).isEqualTo("fans/attic");
        assertThat(article.title()).isEqualTo("The attic fan");
        assertThat(article.url()).isEqualTo("https://kb.example/fan");
        assertThat(article.tags()).containsExactly("fan", "attic");
        assertThat(article.updatedAt()).isEqualTo(Instant.parse("2026-10-12T00:00:00Z"));
        assertThat(article.body())
                .isEqualTo(
                        """
                        Text with a link, wrapped.
                        Next line.

                        Steps

                        1. Open it. Look.
                        2. Choose one:
                           - this
                           - that
                        3. Close it.

                        Light | Meaning
                        red | off

                        a  b
                          c\
                        """);
    }

    @Test
    void shouldReadTheCellsOfALayoutTableAsText() throws IOException {
        write(
                folder,
                "a.html",
                "<title>T</title><table><tr><td><ol><li>One</li><li>Two</li></ol></td>"
                        + "<td><p>Aside</p></td></tr></table>");

        assertThat(body()).isEqualTo("1. One\n2. Two\n\nAside");
    }

    // ---- Text

    @ParameterizedTest
    @CsvSource({
        "'Title\r\n\r\nText.\r\nMore.', Title, 'Text.\nMore.'",
        "'Only a line', Only a line, Only a line",
        "'---\nid: A\ntitle: T\n---\nText.', T, Text.",
    })
    void shouldReadPlainText(String text, String title, String body) throws IOException {
        write(folder, "a.txt", text);

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.title()).isEqualTo(title);
        assertThat(article.body()).isEqualTo(body);
    }

    @Test
    void shouldUseTheFileNameAsTheTitleOfATextThatStartsWithAParagraph() throws IOException {
        write(folder, "pool-pump_noise.txt", "word ".repeat(60));

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.title()).isEqualTo("pool pump noise");
        assertThat(article.body()).startsWith("word word");
    }

    private String body() {
        return ArticleLoader.load(folder).articles().get(0).body();
    }
}
