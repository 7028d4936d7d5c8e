package io.supportassistant.job.topology;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.job.assist.AssistResult;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.conversation.ConversationState;
import io.supportassistant.job.gate.GateState;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Flink keeps in state or sends between tasks must be readable by the next version. */
class FlinkTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                ConversationState.class,
                GateState.class,
                AssistRequest.class,
                AssistResult.class,
                SuggestionUpdate.class,
                AgentAction.class,
                CallEnded.class,
                DeadLetter.class
            })
    void shouldBeARecordThatFlinkCanMigrate(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
