package io.supportassistant.articles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.events.KnowledgeArticle;
import java.io.IOException;
import java.io.UncheckedIOException;
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

class ArticleLoaderStrictTest {

    @TempDir Path folder;

    // ---- JSON lines

    @Test
    void shouldReadJsonLinesAndSkipBlankOnes() throws IOException {
        Path file =
                write(
                        "kb.jsonl",
                        """
                        {"id":"1","title":"One","body":"First.","url":"https://kb/1","type":"faq","domain":"sales","entity":"hub","products":["hub"],"tags":["a","b"]}

                        {"id":2,"title":"Two","body":"Second.","extra":true,"url":null}
                        """);

        assertThat(ArticleLoader.loadStrictly(file))
                .containsExactly(
                        new KnowledgeArticle(
                                "1",
                                "One",
                                "First.",
                                "https://kb/1",
                                "faq",
                                "sales",
                                "hub",
                                List.of("hub"),
                                List.of("a", "b"),
                                null,
                                0),
                        // the position in a guide is the line number
                        new KnowledgeArticle(
                                "2", "Two", "Second.", null, null, null, null, null, null, null,
                                2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'title':'T','body':'B'}|has no id",
                "{'id':'1','body':'B'}|has no title",
                "{'id':'1','title':'T'}|has no body",
                "{'id':'1','title':'  ','body':'B'}|has no title",
                "{'id':null,'title':'T','body':'B'}|has no id",
                "[1]|has no id",
                "{oops|is not JSON",
            },
            quoteCharacter = '`')
    void shouldNameFileAndLineOfABadArticle(String line, String complaint) throws IOException {
        Path file =
                write(
                        "kb.jsonl",
                        "{\"id\":\"1\",\"title\":\"One\",\"body\":\"First.\"}\n\n"
                                + line.replace('\'', '"'));

        assertThatThrownBy(() -> ArticleLoader.loadStrictly(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " line 3 " + complaint);
    }

    @Test
    void shouldUseTheLineOrderWithoutAPosition() throws IOException {
        Path file =
                write(
                        "kb.jsonl",
                        """
                        {"id":"a","title":"A","body":"B.","type":"question","position":7}
                        {"id":"b","title":"A","body":"B.","type":"question"}

                        {"id":"c","title":"A","body":"B.","type":"question"}
                        """);

        assertThat(ArticleLoader.loadStrictly(file))
                .extracting(KnowledgeArticle::position)
                .containsExactly(7, 1, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void shouldTreatBlankFieldsAsMissing(String blank) throws IOException {
        Path file =
                write(
                        "kb.jsonl",
                        "{\"id\":\"1\",\"title\":\"T\",\"body\":\"B\",\"url\":\"%1$s\",\"type\":\"%1$s\",\"domain\":\"%1$s\",\"entity\":\"%1$s\"}"
                                .formatted(blank));

        assertThat(ArticleLoader.loadStrictly(file))
                .containsExactly(
                        new KnowledgeArticle(
                                "1", "T", "B", null, null, null, null, null, null, null, 0));
    }

    @Test
    void shouldReadAnArticleWithOnlyATitle() throws IOException {
        Path file = write("kb.jsonl", "{\"id\":\"1\",\"title\":\"T\",\"body\":\"\"}");

        assertThat(ArticleLoader.loadStrictly(file))
                .extracting(KnowledgeArticle::body)
                .containsExactly("");
    }

    @Test
    void shouldNameTheFileThatCannotBeRead() throws IOException {
        Path missing = folder.resolve("missing.jsonl");
        Path missingMarkdown = folder.resolve("missing.md");
        Path latin1 = folder.resolve("latin1.jsonl");
        Files.write(latin1, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        for (Path file : List.of(missing, missingMarkdown, latin1)) {
            assertThatThrownBy(() -> ArticleLoader.loadStrictly(file))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    // ---- Markdown

    @Test
    void shouldReadMarkdownWithFrontMatter() throws IOException {
        Path file =
                write(
                        "kb.md",
                        """
                        ---
                        id: KB-1
                        title: "Error 401: cannot sign in"
                        url: https://kb.example/1
                        type: solution
                        domain: support
                        entity: app
                        products: [mobile app, hub]
                        tags: [sign-in]
                        updated: 2026-10-12
                        ---

                        Open **Account > Security**.
                        """);

        assertThat(ArticleLoader.loadStrictly(file))
                .containsExactly(
                        new KnowledgeArticle(
                                "KB-1",
                                "Error 401: cannot sign in",
                                "Open Account > Security.",
                                "https://kb.example/1",
                                "solution",
                                "support",
                                "app",
                                List.of("mobile app", "hub"),
                                List.of("sign-in"),
                                Instant.parse("2026-10-12T00:00:00Z"),
                                null));
    }

    @Test
    void shouldReadProductsThatAreListedOnePerLine() throws IOException {
        Path file =
                write(
                        "kb.md",
                        """
                        ---
                        id: KB-1
                        title: It's an 'unquoted' title
                        products:
                          - mobile app
                          - hub
                        tags: []
                        ---
                        Text.
                        """);

        KnowledgeArticle article = ArticleLoader.loadStrictly(file).get(0);

        assertThat(article.title()).isEqualTo("It's an 'unquoted' title");
        assertThat(article.products()).containsExactly("mobile app", "hub");
        assertThat(article.tags()).isEmpty();
        assertThat(article.updatedAt()).isNull();
    }

    @Test
    void shouldRenderListsAsReadableText() throws IOException {
        assertThat(
                        body(
                                """
                                To log in:

                                1. Open the app.
                                2. Choose **Sign in**.

                                You need:

                                - a phone
                                - your [password](https://kb.example/password)
                                """))
                .isEqualTo(
                        """
                        To log in:

                        1. Open the app.
                        2. Choose Sign in.

                        You need:

                        - a phone
                        - your "password" (https://kb.example/password)\
                        """);
    }

    @Test
    void shouldKeepParagraphsAndHeadingsApart() throws IOException {
        assertThat(body("# Heading\n\nOne\nline.\n\nTwo.\n"))
                .isEqualTo("Heading\n\nOne\nline.\n\nTwo.");
    }

    @Test
    void shouldReadAllMarkdownFilesBelowAFolderInOrder() throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        write("b.md", "---\nid: b\ntitle: B\n---\nB.");
        write("sub/c.md", "---\nid: c\ntitle: C\n---\nC.");
        write("a.md", "---\nid: a\ntitle: A\n---\nA.");
        write("notes.pdf", "not an article");

        assertThat(ArticleLoader.loadStrictly(folder))
                .extracting(KnowledgeArticle::articleId)
                .containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\ntitle: T\n---\nB.",
                "---\nid: 1\n---\nB.",
                "no front matter at all",
                ""
            })
    void shouldNameTheMarkdownFileThatLacksSomething(String text) throws IOException {
        Path file = write("kb.md", text);

        assertThatThrownBy(() -> ArticleLoader.loadStrictly(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("\\Q" + file + "\\E has no (id|title)");
    }

    @Test
    void shouldReadAMarkdownFileWithABadDateWithoutIt() throws IOException {
        Path file = write("kb.md", "---\nid: 1\ntitle: T\nupdated: yesterday\n---\nB.");

        KnowledgeArticle article = ArticleLoader.loadStrictly(file).get(0);

        assertThat(article.body()).isEqualTo("B.");
        assertThat(article.updatedAt()).isNull();
    }

    @Test
    void shouldReadPositionAndBlankFieldsOfMarkdown() throws IOException {
        Path file =
                write(
                        "kb.md",
                        """
                        ---
                        id: 1
                        title: T
                        type: question
                        entity: ""
                        domain:
                        position: 12
                        ---
                        B.
                        """);

        KnowledgeArticle article = ArticleLoader.loadStrictly(file).get(0);

        assertThat(article.position()).isEqualTo(12);
        assertThat(article.entity()).isNull();
        assertThat(article.domain()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "1.5", "99999999999"})
    void shouldNameTheMarkdownFileWithABadPosition(String position) throws IOException {
        Path file = write("kb.md", "---\nid: 1\ntitle: T\nposition: " + position + "\n---\nB.");

        assertThatThrownBy(() -> ArticleLoader.loadStrictly(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("whole number");
    }

    private String body(String markdown) throws IOException {
        Path file = write("kb.md", "---\nid: 1\ntitle: T\n---\n\n" + markdown);
        return ArticleLoader.loadStrictly(file).get(0).body();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
