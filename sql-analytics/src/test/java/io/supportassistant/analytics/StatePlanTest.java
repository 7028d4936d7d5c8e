package io.supportassistant.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.settings.Settings;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class StatePlanTest {

    private static final Settings SETTINGS = Settings.of(Map.of());

    @Test
    void shouldKeepTranscriptsForAnHourOnly() {
        assertThat(plan("SELECT * FROM own_segment"))
                .containsPattern("LeftOuterJoin.*STATE_TTL.*LEFT=1h");
    }

    /** A sink that has to reorder changes keeps whole rows for a day. */
    @Test
    void shouldKeepTextsOfQueriesForAnHourOnly() {
        String insert =
                SqlScript.named("4_analytics").statements(SqlAnalytics.blanks(SETTINGS)).stream()
                        .filter(statement -> statement.contains("INSERT INTO agent_actions"))
                        .findFirst()
                        .orElseThrow();

        String plan = plan(insert);

        assertThat(plan).containsPattern("LeftOuterJoin.*STATE_TTL.*LEFT=1h");
        assertThat(plan).doesNotContain("upsertMaterialize");
        String optimized = plan.substring(plan.indexOf("Optimized Execution Plan"));
        assertThat(optimized.lines().filter(line -> line.contains("Join(")))
                .hasSize(2)
                .filteredOn(line -> line.contains("queries"))
                .singleElement()
                .asString()
                .contains("LeftOuterJoin");
    }

    private static String plan(String statement) {
        return SqlAnalytics.views(StreamExecutionEnvironment.getExecutionEnvironment(), SETTINGS)
                .explainSql(statement);
    }
}
