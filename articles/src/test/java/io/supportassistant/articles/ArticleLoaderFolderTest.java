package io.supportassistant.articles;

import static io.supportassistant.articles.ArticleFolder.MARK;
import static io.supportassistant.articles.ArticleFolder.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.events.KnowledgeArticle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for files of every format: which are loaded, what is reported, and encodings. */
class ArticleLoaderFolderTest {

    @TempDir Path folder;

    // ---- Folders and reports

    @Test
    void shouldLoadEveryFormatOfAFolderAndReportEachFile() throws IOException {
        write(folder, "a.md", "---\nid: A\ntitle: A\n---\nOne.");
        write(folder, "b.html", "<title>B</title><p>Two.</p>");
        write(folder, "sub/c.txt", "C\n\nThree.");
        write(folder, "d.csv", "id,title,body\nD1,D,Four.\nD2,,Five.\n");
        write(folder, "e.jsonl", "{\"id\":\"E1\",\"title\":\"E\",\"body\":\"Six.\"}\n{oops\n");
        write(folder, "f.pdf", "%PDF");
        write(folder, "LICENSE", "text");
        write(folder, "g.md", "no front matter");
        write(folder, ".git/config", "hidden");

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
        write(folder, "a.md", "---\nid: A\ntitle: A\n---\nOne.");
        write(folder, "image.png", "png");

        assertThat(ArticleLoader.load(folder).whyNothing(true)).isEmpty();
    }

    @Test
    void shouldRejectDeeplyNestedArticlesAndLoadTheOthers() throws IOException {
        String front = "---\nid: A\ntitle: A\n---\n";
        write(folder, "a.md", front + ">".repeat(3_000) + " zebra");
        write(folder, "b.md", front + "1. ".repeat(30_000) + "zebra");
        write(folder, "c.html", "<div>".repeat(60_000) + "zebra");
        write(folder, "d.html", "<ul><li>".repeat(20_000) + "zebra");
        write(
                folder,
                "e.jsonl",
                "{\"id\":\"E1\",\"title\":\"E\",\"body\":\"%s\"}\n".formatted("<p>zebra</p>")
                        + "{\"id\":\"E2\",\"title\":\"E\",\"body\":\"%s</div>\"}\n"
                                .formatted("<div>".repeat(10_000)));
        write(
                folder,
                "f.csv",
                "id,title,body\nF1,F," + "<div>".repeat(5_000) + "</div>\nF2,F,Two.\n");
        write(folder, "good.md", "---\nid: G\ntitle: G\n---\n" + ">".repeat(100) + " Fine.");

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
                folder,
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
        write(folder, "a.md", "---\nid: A\ntitle: First\n---\nOne.");
        write(folder, "b.jsonl", "{\"id\":\"A\",\"title\":\"Second\",\"body\":\"Two.\"}");

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
            write(folder, name, nothing);

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
        write(folder, "a.txt", "Title\n\n" + large);
        write(folder, "b.txt", "Title\n\nSmall.");

        LoadedArticles loaded = ArticleLoader.load(folder);

        assertThat(loaded.articles()).hasSize(1);
        assertThat(loaded.files().get(0).line()).contains("a.txt: 0 articles", "too large");
    }

    @Test
    void shouldReportAFileThatIsTooLarge() throws IOException {
        try (var file = new java.io.RandomAccessFile(folder.resolve("a.md").toFile(), "rw")) {
            file.setLength(6L * 1024 * 1024);
        }
        write(folder, "b.txt", "Title\n\nSmall.");

        LoadedArticles loaded = ArticleLoader.load(folder);

        assertThat(loaded.articles()).hasSize(1);
        assertThat(loaded.files().get(0).line())
                .isEqualTo(
                        "a.md: 0 articles; not loaded: is too large: 6,291,456 bytes; the limit is"
                                + " 5,242,880");
    }

    @Test
    void shouldShortenALongListOfReasons() throws IOException {
        write(folder, "a.jsonl", "{oops\n".repeat(8));

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
        write(
                folder,
                "a.jsonl",
                "{\"id\":\"A\",\"title\":\"T\",\"body\":\"B.\",\"url\":\"" + url + "\"}");

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
        write(folder, "a.md", "---\nid: A\ntitle: T\nupdated: last week\n---\nOne.");
        write(
                folder,
                "b.html",
                "<meta name=updated content='12/10/26'><title>B</title><p>Two.</p>");
        write(folder, "c.txt", "---\ntitle: C\nupdated: 2026-13-40\n---\nThree.");
        write(folder, "d.csv", "id,title,body,updated\nD,D,Four.,soon\n");
        write(
                folder,
                "e.jsonl",
                "{\"id\":\"E\",\"title\":\"E\",\"body\":\"Five.\",\"updated\":17}");

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
        write(folder, "a.md", "---\nid: A\n---\n# Hold the button for ten seconds\n");
        write(folder, "b.html", "<h1>Hold the button</h1><p> </p>");
        write(folder, "c.md", "---\nid: C\ntitle: Hub\n---\n\n");
        write(folder, "d.csv", "id,title,body\nD1,Hub,\nD2,Hub,One.\n");
        write(folder, "e.html", "<title>Hub</title><p></p>");

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

    // ---- Encodings

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void shouldRespectAByteOrderMark(String charset) throws IOException {
        Charset encoding = Charset.forName(charset);
        write(
                folder,
                "a.md",
                (MARK + "---\nid: A\ntitle: Caf\u00e9\n---\nOne.").getBytes(encoding));
        write(folder, "b.csv", (MARK + "id;title;body\nB;Caf\u00e9;Two.").getBytes(encoding));
        write(folder, "c.txt", (MARK + "Caf\u00e9\n\nThree.").getBytes(encoding));
        write(folder, "d.html", (MARK + "<title>Caf\u00e9</title><p>Four.").getBytes(encoding));
        write(
                folder,
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
            write(folder, name, "id: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        }
        write(folder, "f.txt", "Title\n\nText.".getBytes(StandardCharsets.UTF_16LE));

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
                folder,
                "a.html",
                "<meta charset=\"iso-8859-1\"><title>Caf\u00e9</title><p>One."
                        .getBytes(StandardCharsets.ISO_8859_1));

        assertThat(ArticleLoader.load(folder).articles().get(0).title()).isEqualTo("Caf\u00e9");
    }
}
