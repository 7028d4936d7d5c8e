package io.supportassistant.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.settings.Settings;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.Test;

class StatePlanTest {

    @Test
    void shouldKeepWhatWasSaidForAnHourOnly() {
        StreamTableEnvironment tables =
                SqlAnalytics.views(
                        StreamExecutionEnvironment.getExecutionEnvironment(),
                        Settings.of(Map.of()));

        String plan = tables.explainSql("SELECT * FROM own_segment");

        assertThat(plan).containsPattern("LeftOuterJoin.*STATE_TTL.*LEFT=1h");
    }
}
