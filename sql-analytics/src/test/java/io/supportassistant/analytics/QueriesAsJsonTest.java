package io.supportassistant.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

class QueriesAsJsonTest {

    private static final Row[] QUERIES = {
        query("say \"hi\"", "semantic", 0.75), query(null, null, null)
    };

    private final QueriesAsJson function = new QueriesAsJson();

    @Test
    void shouldWriteEachQuery() {
        assertThat(function.eval(QUERIES, true))
                .isEqualTo(
                        "[{\"text\":\"say \\\"hi\\\"\",\"type\":\"semantic\",\"confidence\":0.75},"
                                + "{\"text\":null,\"type\":null,\"confidence\":null}]");
    }

    @Test
    void shouldKeepTypesAndConfidencesWithoutTexts() {
        assertThat(function.eval(QUERIES, false))
                .startsWith("[{\"text\":null,\"type\":\"semantic\",\"confidence\":0.75},");
    }

    @Test
    void shouldWriteAnEmptyListWhereThereIsNone() {
        assertThat(function.eval(null, true)).isEqualTo("[]");
        assertThat(function.eval(new Row[0], true)).isEqualTo("[]");
    }

    /** JSON in PostgreSQL has no NaN. */
    @Test
    void shouldWriteNanAsText() {
        assertThat(function.eval(new Row[] {query("x", "semantic", Double.NaN)}, true))
                .endsWith("\"confidence\":\"NaN\"}]");
    }

    private static Row query(String text, String type, Double confidence) {
        Row query = Row.withNames();
        query.setField("text", text);
        query.setField("type", type);
        query.setField("confidence", confidence);
        return query;
    }
}
