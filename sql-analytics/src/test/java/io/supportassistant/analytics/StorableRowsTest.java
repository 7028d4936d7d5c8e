package io.supportassistant.analytics;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.formats.common.TimestampFormat;
import org.apache.flink.formats.json.JsonParserRowDataDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableRowsTest {

    private static final String SESSION = "\"session_id\":\"6f9619ff-8b86-5d01-b42d-00cf4fc964ff\"";

    private static final RowType TYPE =
            (RowType)
                    DataTypes.ROW(
                                    DataTypes.FIELD("session_id", DataTypes.STRING()),
                                    DataTypes.FIELD("segment_id", DataTypes.STRING()),
                                    DataTypes.FIELD("text", DataTypes.STRING()),
                                    DataTypes.FIELD(
                                            "model_use",
                                            DataTypes.ROW(
                                                    DataTypes.FIELD("model", DataTypes.STRING()))),
                                    DataTypes.FIELD("occurred_at", DataTypes.TIMESTAMP_LTZ(3)),
                                    DataTypes.FIELD(
                                            "suggestions",
                                            DataTypes.ARRAY(
                                                    DataTypes.ROW(
                                                            DataTypes.FIELD(
                                                                    "id", DataTypes.STRING())))))
                            .getLogicalType();

    private final Counter skipped = new SimpleCounter();
    private final PlainJsonSchema schema =
            new PlainJsonSchema(
                    new JsonParserRowDataDeserializationSchema(
                            TYPE, InternalTypeInfo.of(TYPE), false, true, TimestampFormat.ISO_8601),
                    TYPE);

    @BeforeEach
    void open() throws Exception {
        schema.open(
                new DeserializationSchema.InitializationContext() {
                    @Override
                    public MetricGroup getMetricGroup() {
                        return new UnregisteredMetricsGroup() {
                            @Override
                            public Counter counter(String name) {
                                return name.equals("events_set_aside")
                                        ? skipped
                                        : new SimpleCounter();
                            }
                        };
                    }

                    @Override
                    public UserCodeClassLoader getUserCodeClassLoader() {
                        return SimpleUserCodeClassLoader.create(
                                StorableRowsTest.class.getClassLoader());
                    }
                });
    }

    private List<RowData> rows(String json) throws Exception {
        List<RowData> rows = new ArrayList<>();
        schema.deserialize(json.getBytes(UTF_8), new ListCollector<>(rows));
        return rows;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "garbage",
                "{",
                "{\"text\":tru}",
                "[null]",
                "[5]",
                "[{" + SESSION + ",\"text\":\"cut o",
                "{\"session_id\":\"\"}",
                "{\"session_id\":\"other\"}",
                "{\"session_id\":null}",
                "{\"session_id\":[]}",
                "{" + SESSION + ",\"occurred_at\":\"+999999999-12-31T23:59:59Z\"}",
                "{" + SESSION + ",\"occurred_at\":\"+10000-01-01T00:00:00Z\"}",
                "{" + SESSION + ",\"occurred_at\":\"0000-01-01T00:00:00Z\"}",
                "{" + SESSION + ",\"suggestions\":[{\"id\":\"z\"}]}",
                "{" + SESSION + ",\"suggestions\":[{}]}",
                "{" + SESSION + ",\"suggestions\":[null]}"
            })
    void shouldSetAsideAndCountWhatPostgresqlRefuses(String json) throws Exception {
        assertThat(rows(json)).isEmpty();
        assertThat(skipped.getCount()).isEqualTo(1);
    }

    @Test
    void shouldSetAsideATextWithANullCharacter() throws Exception {
        String json = "{" + SESSION + ",\"text\":\"a%sb\"}";

        assertThat(rows(json.formatted("\\u00\\u000000"))).isEmpty();
        assertThat(rows(json.formatted("\u0000"))).isEmpty();
        assertThat(rows("{" + SESSION + ",\"model_use\":{\"model\":\"a\u0000\"}}")).isEmpty();
        for (Charset other : List.of(UTF_16BE, UTF_16LE)) {
            List<RowData> rows = new ArrayList<>();
            schema.deserialize(
                    json.formatted("\\u0000").getBytes(other), new ListCollector<>(rows));
            assertThat(rows).isEmpty();
        }
        assertThat(skipped.getCount()).isEqualTo(5);
    }

    @Test
    void shouldSetAsideTruncatedMessages() throws Exception {
        String json =
                "{"
                        + SESSION
                        + ",\"text\":\"x\",\"suggestions\":"
                        + "[{\"id\":\"11111111-8b86-5d01-b42d-00cf4fc964ff\"}]}";
        for (int length = 1; length < json.length(); length++) {
            assertThat(rows(json.substring(0, length))).isEmpty();
        }
        assertThat(skipped.getCount()).isEqualTo(json.length() - 1);
    }

    @Test
    void shouldSetAsideAKeyThatIsTooLongForAnIndex() throws Exception {
        String json = "{" + SESSION + ",\"segment_id\":\"%s\",\"text\":\"%s\"}";

        assertThat(rows(json.formatted("é".repeat(1_001), "x"))).isEmpty();
        assertThat(rows(json.formatted("é".repeat(1_000), "x".repeat(10_000)))).hasSize(1);
        assertThat(skipped.getCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + SESSION + "}",
                "{" + SESSION + ",\"model_use\":{\"model\":\"a\"}}",
                "{" + SESSION + ",\"occurred_at\":\"2026-01-15T10:00:00Z\",\"suggestions\":[]}",
                "{" + SESSION + ",\"occurred_at\":\"soon\",\"text\":\"a\\u0000b\"}",
                "{"
                        + SESSION
                        + ",\"suggestions\":[{\"id\":\"11111111-8b86-5d01-b42d-00cf4fc964ff\"}]}"
            })
    void shouldKeepTheOthers(String json) throws Exception {
        assertThat(rows(json)).hasSize(1);
        assertThat(skipped.getCount()).isZero();
    }
}
