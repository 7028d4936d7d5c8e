package io.supportassistant.articles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.events.KnowledgeArticle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleLoaderTest {

    private static final String MARK = "\ufeff";

    @TempDir Path folder;

    // ---- Folders and reports

    @Test
    void shouldLoadEveryFormatOfAFolderAndReportEachFile() throws IOException {
        write("a.md", "---\nid: A\ntitle: A\n---\nOne.");
        write("b.html", "<title>B</title><p>Two.</p>");
        write("sub/c.txt", "C\n\nThree.");
        write("d.csv", "id,title,body\nD1,D,Four.\nD2,,Five.\n");
        write("e.jsonl", "{\"id\":\"E1\",\"title\":\"E\",\"body\":\"Six.\"}\n{oops\n");
        write("f.pdf", "%PDF");
        write("LICENSE", "text");
        write("g.md", "no front matter");
        write(".git/config", "hidden");

        LoadedArticles loaded = ArticleLoader.load(folder);

        assertThat(loaded.articles())
                .extracting(KnowledgeArticle::articleId)
                .containsExactly("A", "b", "D1", "E1", "sub/c");
        assertThat(loaded.files())
                .extracting(FileReport::line)
                .containsExactly(
                        "LICENSE: skipped; its name has no extension",
                        "a.md: 1 article",
                        "b.html: 1 article",
                        "d.csv: 1 article; not loaded: line 3 has no title",
                        "e.jsonl: 1 article; not loaded: line 2 is not JSON",
                        "f.pdf: skipped; .pdf is not a supported file type",
                        "g.md: 0 articles; not loaded: has no id",
                        "sub/c.txt: 1 article");
        assertThat(loaded.summary())
                .isEqualTo("5 articles from 5 files, 3 faults, 2 files skipped");
        assertThat(loaded.whyNothing(false)).isEmpty();
        assertThat(loaded.whyNothing(true))
                .hasValueSatisfying(reason -> assertThat(reason).contains("3 faults"));
    }

    @Test
    void shouldNotReportUnsupportedFilesAsErrors() throws IOException {
        write("a.md", "---\nid: A\ntitle: A\n---\nOne.");
        write("image.png", "png");

        assertThat(ArticleLoader.load(folder).whyNothing(true)).isEmpty();
    }

    @Test
    void shouldRejectDeeplyNestedArticlesAndLoadTheOthers() throws IOException {
        String front = "---\nid: A\ntitle: A\n---\n";
        write("a.md", front + ">".repeat(3_000) + " zebra");
        write("b.md", front + "1. ".repeat(30_000) + "zebra");
        write("c.html", "<div>".repeat(60_000) + "zebra");
        write("d.html", "<ul><li>".repeat(20_000) + "zebra");
        write(
                "e.jsonl",
                "{\"id\":\"E1\",\"title\":\"E\",\"body\":\"%s\"}\n".formatted("<p>zebra</p>")
                        + "{\"id\":\"E2\",\"title\":\"E\",\"body\":\"%s</div>\"}\n"
                                .formatted("<div>".repeat(10_000)));
        write("f.csv", "id,title,body\nF1,F," + "<div>".repeat(5_000) + "</div>\nF2,F,Two.\n");
        write("good.md", "---\nid: G\ntitle: G\n---\n" + ">".repeat(100) + " Fine.");

        LoadedArticles loaded = ArticleLoader.load(folder);

        String deep = "is nested more than 250 levels deep";
        assertThat(loaded.articles())
                .extracting(KnowledgeArticle::articleId)
                .containsExactly("E1", "F2", "G");
        assertThat(loaded.files())
                .extracting(FileReport::line)
                .containsExactly(
                        "a.md: 0 articles; not loaded: " + deep,
                        "b.md: 0 articles; not loaded: " + deep,
                        "c.html: 0 articles; not loaded: " + deep,
                        "d.html: 0 articles; not loaded: " + deep,
                        "e.jsonl: 1 article; not loaded: line 2 " + deep,
                        "f.csv: 1 article; not loaded: line 2 " + deep,
                        "good.md: 1 article");
    }

    @Test
    void shouldRejectAnArticleWithAnOverlongTerm() throws IOException {
        String longest = "é".repeat(250);
        write(
                "a.csv",
                "id,title,body,category,entity,kind\n"
                        + longest
                        + ",A,One.,,,\n"
                        + longest
                        + "x,A,One.,,,\n"
                        + "A3,A,One.,%s,,\nA4,A,One.,,%<s,\nA5,A,One.,,,%<s\nA6,%<s,One.,,,\n"
                                .formatted("y".repeat(42_000)));

        LoadedArticles loaded = ArticleLoader.load(folder);

        assertThat(loaded.articles())
                .extracting(KnowledgeArticle::articleId)
                .containsExactly(longest);
        assertThat(loaded.files().get(0).line())
                .contains("line 3 has a field id that is too long: 501 bytes; the limit is 500")
                .contains("line 4 has a field domain that is too long: 42,000 bytes")
                .contains("line 5 has a field entity that is too long")
                .contains("line 6 has a field type that is too long")
                .contains(
                        "line 7 has a field title that is too long: 42,000 bytes; the limit is"
                                + " 1,000");
    }

    @Test
    void shouldKeepTheFirstOfTwoArticlesWithOneIdAndReportBoth() throws IOException {
        write("a.md", "---\nid: A\ntitle: First\n---\nOne.");
        write("b.jsonl", "{\"id\":\"A\",\"title\":\"Second\",\"body\":\"Two.\"}");

        LoadedArticles loaded = ArticleLoader.load(folder);

        assertThat(loaded.articles()).extracting(KnowledgeArticle::title).containsExactly("First");
        assertThat(loaded.files())
                .extracting(FileReport::line)
                .containsExactly(
                        "a.md: 1 article; note: the id A is used again in b.jsonl",
                        "b.jsonl: 0 articles; not loaded: line 1 has the same id A as an article"
                                + " in a.md, which is kept");
        assertThat(loaded.hasRejected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.md", "a.html", "a.txt", "a.csv", "a.jsonl"})
    void shouldReportAnEmptyFile(String name) throws IOException {
        for (String nothing : List.of("", MARK, " \n\n")) {
            write(name, nothing);

            LoadedArticles loaded = ArticleLoader.load(folder);

            assertThat(loaded.files())
                    .extracting(FileReport::line)
                    .containsExactly(name + ": 0 articles; not loaded: is empty");
            assertThat(loaded.whyNothing(false)).isPresent();
        }
    }

    @Test
    void shouldReportAnArticleTooLargeForKafka() throws IOException {
        String large = "word ".repeat(200_000);
        write("a.txt", "Title\n\n" + large);
        write("b.txt", "Title\n\nSmall.");

        LoadedArticles loaded = ArticleLoader.load(folder);

        assertThat(loaded.articles()).hasSize(1);
        assertThat(loaded.files().get(0).line()).contains("a.txt: 0 articles", "too large");
    }

    @Test
    void shouldReportAFileThatIsTooLarge() throws IOException {
        try (var file = new java.io.RandomAccessFile(folder.resolve("a.md").toFile(), "rw")) {
            file.setLength(6L * 1024 * 1024);
        }
        write("b.txt", "Title\n\nSmall.");

        LoadedArticles loaded = ArticleLoader.load(folder);

        assertThat(loaded.articles()).hasSize(1);
        assertThat(loaded.files().get(0).line())
                .isEqualTo(
                        "a.md: 0 articles; not loaded: is too large: 6,291,456 bytes; the limit is"
                                + " 5,242,880");
    }

    @Test
    void shouldShortenALongListOfReasons() throws IOException {
        write("a.jsonl", "{oops\n".repeat(8));

        assertThat(ArticleLoader.load(folder).files().get(0).line())
                .endsWith("line 5 is not JSON, and 3 more");
    }

    @Test
    void shouldReportAMissingFile() {
        assertThatThrownBy(() -> ArticleLoader.load(folder.resolve("none")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none");
    }

    @ParameterizedTest
    @CsvSource({"javascript:alert(1)", "ftp://kb.example/1", "kb.example/1", "file:///etc/passwd"})
    void shouldDropAddressesOtherThanHttp(String url) throws IOException {
        write("a.jsonl", "{\"id\":\"A\",\"title\":\"T\",\"body\":\"B.\",\"url\":\"" + url + "\"}");

        LoadedArticles loaded = ArticleLoader.load(folder);

        assertThat(loaded.articles().get(0).url()).isNull();
        assertThat(loaded.files().get(0).line())
                .isEqualTo(
                        "a.jsonl: 1 article; note: line 1: url is ignored: it is not an http or"
                                + " https address");
        assertThat(loaded.hasRejected()).isFalse();
    }

    // ---- Optional fields

    @Test
    void shouldDropAnInvalidDate() throws IOException {
        write("a.md", "---\nid: A\ntitle: T\nupdated: last week\n---\nOne.");
        write("b.html", "<meta name=updated content='12/10/26'><title>B</title><p>Two.</p>");
        write("c.txt", "---\ntitle: C\nupdated: 2026-13-40\n---\nThree.");
        write("d.csv", "id,title,body,updated\nD,D,Four.,soon\n");
        write("e.jsonl", "{\"id\":\"E\",\"title\":\"E\",\"body\":\"Five.\",\"updated\":17}");

        LoadedArticles loaded = ArticleLoader.load(folder);

        String note = "updated is ignored: it is not a date such as 2026-10-12";
        assertThat(loaded.files())
                .extracting(FileReport::line)
                .containsExactly(
                        "a.md: 1 article; note: " + note,
                        "b.html: 1 article; note: " + note,
                        "c.txt: 1 article; note: " + note,
                        "d.csv: 1 article; note: line 2: " + note,
                        "e.jsonl: 1 article; note: line 1: " + note);
        assertThat(loaded.articles())
                .hasSize(5)
                .allSatisfy(article -> assertThat(article.updatedAt()).isNull());
    }

    @Test
    void shouldKeepAnArticleWithoutABodyOnlyIfItsTitleIsText() throws IOException {
        write("a.md", "---\nid: A\n---\n# Hold the button for ten seconds\n");
        write("b.html", "<h1>Hold the button</h1><p> </p>");
        write("c.md", "---\nid: C\ntitle: Hub\n---\n\n");
        write("d.csv", "id,title,body\nD1,Hub,\nD2,Hub,One.\n");
        write("e.html", "<title>Hub</title><p></p>");

        LoadedArticles loaded = ArticleLoader.load(folder);

        assertThat(loaded.files())
                .extracting(FileReport::line)
                .containsExactly(
                        "a.md: 1 article; note: has only a title, which is used as its text",
                        "b.html: 1 article; note: has only a title, which is used as its text",
                        "c.md: 0 articles; not loaded: has an empty body",
                        "d.csv: 1 article; not loaded: line 2 has an empty body",
                        "e.html: 0 articles; not loaded: has an empty body");
        assertThat(loaded.articles())
                .extracting(KnowledgeArticle::body)
                .containsExactly("Hold the button for ten seconds", "Hold the button", "One.");
    }

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
        write("a.txt", text.replace("\\n", "\n"));

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.title()).isEqualTo(title);
        assertThat(article.body()).isEqualTo(body.replace("\\n", "\n"));
    }

    @Test
    void shouldReadAPageThatStartsWithAHorizontalRule() throws IOException {
        write("a.html", "---\n<title>Hub</title>\n<p>Hold it.</p>\n---\n<p>Wait.</p>");

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.title()).isEqualTo("Hub");
        assertThat(article.body()).contains("Hold it.").contains("Wait.");
    }

    @Test
    void shouldReportAMissingIdForMarkdownThatStartsWithAHorizontalRule() throws IOException {
        write("a.md", "---\n# Hub\n\nHold it.\n");

        assertThat(ArticleLoader.load(folder).files().get(0).line())
                .isEqualTo("a.md: 0 articles; not loaded: has no id");
    }

    @Test
    void shouldStillReadFrontMatterThatIsNotYaml() throws IOException {
        write("a.txt", "---\nproducts: hub: two\n# a comment\ntags:\n- a\n---\nHub\nHold it.");

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.products()).containsExactly("hub: two");
        assertThat(article.title()).isEqualTo("Hub");
    }

    // ---- Encodings

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void shouldRespectAByteOrderMark(String charset) throws IOException {
        Charset encoding = Charset.forName(charset);
        write("a.md", (MARK + "---\nid: A\ntitle: Caf\u00e9\n---\nOne.").getBytes(encoding));
        write("b.csv", (MARK + "id;title;body\nB;Caf\u00e9;Two.").getBytes(encoding));
        write("c.txt", (MARK + "Caf\u00e9\n\nThree.").getBytes(encoding));
        write("d.html", (MARK + "<title>Caf\u00e9</title><p>Four.").getBytes(encoding));
        write(
                "e.jsonl",
                (MARK + "{\"id\":\"E\",\"title\":\"Caf\u00e9\",\"body\":\"Five.\"}")
                        .getBytes(encoding));

        assertThat(ArticleLoader.load(folder).articles())
                .hasSize(5)
                .allSatisfy(article -> assertThat(article.title()).isEqualTo("Caf\u00e9"));
    }

    @Test
    void shouldReportFilesThatAreNotUtf8() throws IOException {
        for (String name : List.of("a.md", "b.html", "c.txt", "d.csv", "e.jsonl")) {
            write(name, "id: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        }
        write("f.txt", "Title\n\nText.".getBytes(StandardCharsets.UTF_16LE));

        LoadedArticles loaded = ArticleLoader.load(folder);

        assertThat(loaded.articles()).isEmpty();
        assertThat(loaded.files().subList(0, 5))
                .allSatisfy(
                        file ->
                                assertThat(file.line())
                                        .contains(
                                                "is not UTF-8 (byte 8 is 0xE9); save it as UTF-8"));
        assertThat(loaded.files().get(5).line()).contains("zero characters");
    }

    @Test
    void shouldRespectTheEncodingThatAPageDeclares() throws IOException {
        write(
                "a.html",
                "<meta charset=\"iso-8859-1\"><title>Caf\u00e9</title><p>One."
                        .getBytes(StandardCharsets.ISO_8859_1));

        assertThat(ArticleLoader.load(folder).articles().get(0).title()).isEqualTo("Caf\u00e9");
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
            write("a.md", ("---\nid: A\n" + title + "\n---\nOne.").replace("\n", newline));

            assertThat(ArticleLoader.load(folder).articles())
                    .extracting(KnowledgeArticle::title)
                    .containsExactly("Folded title of the gate");
        }
    }

    @Test
    void shouldKeepTheTextOfValuesThatLookLikeNumbers() throws IOException {
        write(
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
        write("a.md", "---\nid: A\ntitle: T\n---\n\nBefore.\n\n---\n\nAfter.\n\n***\n\nLast.");

        assertThat(body()).isEqualTo("Before.\n\nAfter.\n\nLast.");
    }

    @Test
    void shouldReportUnclosedFrontMatter() throws IOException {
        write("a.md", "---\nid: A\ntitle: T\n\nText.");

        assertThat(ArticleLoader.load(folder).files().get(0).line())
                .contains("has unclosed front matter: close it with a line ---");
    }

    @Test
    void shouldUseTheHeadingAsAMissingTitle() throws IOException {
        write("a.md", "---\nid: A\n---\n\n# The *title*\n\nText.\n\n## More\n\nEnd.");

        assertThat(ArticleLoader.load(folder).articles().get(0).title()).isEqualTo("The title");
        assertThat(body()).isEqualTo("Text.\n\nMore\n\nEnd.");
    }

    @Test
    void shouldConvertHtmlInMarkdownToText() throws IOException {
        write(
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
        write("a.md", "---\nid: A\ntitle: T\n---\nPress <Enter>, then type a < b.");

        assertThat(body()).isEqualTo("Press <Enter>, then type a < b.");
    }

    @Test
    void shouldReadTheRowsOfATableInMarkdown() throws IOException {
        write(
                "a.md",
                "---\nid: A\ntitle: T\n---\nSee:\n\n| Light | Do |\n|---|---|\n| red | wait |");

        assertThat(body()).isEqualTo("See:\n\nLight | Do\nred | wait");
    }

    // ---- HTML

    @Test
    void shouldUseTheFileNameAsTheTitleOfAPageWithoutOne() throws IOException {
        write("pool-pump.html", "<p>a &lt; b &amp; c, &euro;5</p>");

        assertThat(ArticleLoader.load(folder).articles().get(0).title()).isEqualTo("pool pump");
        assertThat(body()).isEqualTo("a < b & c, \u20ac5");
    }

    @Test
    void shouldConvertAPageToText() throws IOException {
        write(
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
        write("a.txt", text);

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.title()).isEqualTo(title);
        assertThat(article.body()).isEqualTo(body);
    }

    @Test
    void shouldUseTheFileNameAsTheTitleOfATextThatStartsWithAParagraph() throws IOException {
        write("pool-pump_noise.txt", "word ".repeat(60));

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.title()).isEqualTo("pool pump noise");
        assertThat(article.body()).startsWith("word word");
    }

    // ---- CSV

    @Test
    void shouldReadATableWithColumnsInAnyOrder() throws IOException {
        write(
                "a.csv",
                MARK
                        + "Body;\"Article ID\";Title;URL;Last updated;Tags\r\n"
                        + "\"First; line.\r\n"
                        + "Second \"\"line\"\".\";A1;One;https://kb/1;2026-10-12;\"a, b\"\r\n"
                        + "\r\n"
                        + "\"<p>Two&nbsp;<b>x</b></p><ul><li>y</li></ul>\";A2;Two;;;\r\n");

        LoadedArticles loaded = ArticleLoader.load(folder);

        assertThat(loaded.files())
                .extracting(FileReport::line)
                .containsExactly("a.csv: 2 articles");
        KnowledgeArticle first = loaded.articles().get(0);
        assertThat(first.body()).isEqualTo("First; line.\nSecond \"line\".");
        assertThat(first.url()).isEqualTo("https://kb/1");
        assertThat(first.updatedAt()).isEqualTo(Instant.parse("2026-10-12T00:00:00Z"));
        assertThat(first.tags()).containsExactly("a", "b");
        assertThat(loaded.articles().get(1).body()).isEqualTo("Two x\n\n- y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "'id,title,body\nA,T,B.'! 1 article",
                "'id\ttitle\tbody\nA\tT\tB.'! 1 article",
                "'sep=|\nid|title|body\nA|T|B.'! 1 article",
                "'id,title\nA,T'! 0 articles; not loaded: has no column body in its first row",
                "'id,title,body\n"
                    + "A,T,B, and more\n"
                    + "B,T,C.'! 1 article; not loaded: line 2 has 4 cells, but there are 3 columns;"
                    + " a cell with ',' in it needs quotes",
                "'id,title,body\n"
                        + "A,T,\"x\n"
                        + "y\"\n"
                        + "B,T\n"
                        + "C,T,z'! 2 articles; not loaded: line 4 has no body",
                "'id,title,body\n"
                        + "A,T,\"never\n"
                        + "B,T,x'! 1 article; not loaded: line 2 has an unclosed quote",
                "'id,title,body\nA,5\" pipe,x\n'! 1 article",
                "'id,title,body\nA,T,B,,\nC,T,D'! 2 articles",
            })
    void shouldReportErrorsOfATable(String text, String report) throws IOException {
        write("a.csv", text);

        assertThat(ArticleLoader.load(folder).files())
                .extracting(FileReport::line)
                .containsExactly("a.csv: " + report);
    }

    // ---- JSON lines

    @Test
    void shouldReadHtmlAndOtherNamesInJsonLines() throws IOException {
        write(
                "a.jsonl",
                "{\"article_id\":7,\"name\":\"R&amp;D\",\"content\":\"<ol><li>One</li><li>Two</li></ol>\",\"updated_at\":\"2026-10-12T08:00:00+02:00\",\"tags\":\"a,"
                    + " b\"}\r\n");

        KnowledgeArticle article = ArticleLoader.load(folder).articles().get(0);

        assertThat(article.articleId()).isEqualTo("7");
        assertThat(article.title()).isEqualTo("R&D");
        assertThat(article.body()).isEqualTo("1. One\n2. Two");
        assertThat(article.updatedAt()).isEqualTo(Instant.parse("2026-10-12T06:00:00Z"));
        assertThat(article.tags()).containsExactly("a", "b");
    }

    private String body() {
        return ArticleLoader.load(folder).articles().get(0).body();
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
