package io.supportassistant.assistjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.flink.DeclaredState;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class FlinkTypesTest {

    @Test
    void shouldKeepOnlyStateThatTheNextVersionCanRead() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        SavepointJob.define(env);

        assertThat(DeclaredState.of(env))
                .extracting(StateDescriptor::getName)
                .contains(
                        "source",
                        "call",
                        "told",
                        "conversation",
                        "heard-segments",
                        "shown",
                        "brief");
    }
}
