package io.supportassistant.articles;

import static io.supportassistant.articles.ArticleFolder.MARK;
import static io.supportassistant.articles.ArticleFolder.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.KnowledgeArticle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with an article in each row: CSV tables and JSON lines. */
class ArticleLoaderRowsTest {

    @TempDir Path folder;

    // ---- CSV

    @Test
    void shouldReadATableWithColumnsInAnyOrder() throws IOException {
        write(
                folder,
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
        write(folder, "a.csv", text);

        assertThat(ArticleLoader.load(folder).files())
                .extracting(FileReport::line)
                .containsExactly("a.csv: " + report);
    }

    // ---- JSON lines

    @Test
    void shouldReadHtmlAndOtherNamesInJsonLines() throws IOException {
        write(
                folder,
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
}
