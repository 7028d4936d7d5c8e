package io.supportassistant.indexjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class KnowledgeIndexJobTest {

    @Test
    void shouldGiveEveryOperatorAUid() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        env.enableCheckpointing(5_000);

        KnowledgeIndexJob.define(env, Settings.of(Map.of()));

        assertThat(env.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .contains("knowledge-articles", "knowledge-index")
                .doesNotContainNull();
        assertThat(env.getCheckpointConfig().getTolerableCheckpointFailureNumber())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void shouldRequireCheckpoints() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();

        assertThatThrownBy(() -> KnowledgeIndexJob.define(env, Settings.of(Map.of())))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("execution.checkpointing.interval");
    }

    @Test
    void shouldNotSendAnApiKeyUnencrypted() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        env.enableCheckpointing(5_000);

        assertThatThrownBy(
                        () ->
                                KnowledgeIndexJob.define(
                                        env,
                                        Settings.of(
                                                Map.of(
                                                        "QDRANT_URL",
                                                        "http://qdrant:6334",
                                                        "QDRANT_API_KEY",
                                                        "k"))))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("QDRANT_API_KEY");
    }
}
