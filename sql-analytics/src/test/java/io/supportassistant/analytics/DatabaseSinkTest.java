package io.supportassistant.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.InputTypeConfigurable;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.sink.legacy.RichSinkFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation")
class DatabaseSinkTest {

    private final RefusingSink jdbc = new RefusingSink();
    private final DatabaseSink sink = new DatabaseSink(jdbc);

    @Test
    void shouldCloseThoughTheDatabaseRefusesTheLastRows() {
        assertThatCode(sink::close).doesNotThrowAnyException();

        assertThat(jdbc.calls).containsExactly("close");
    }

    @Test
    void shouldFailWhileItIsOpen() {
        assertThatThrownBy(() -> sink.invoke(GenericRowData.of(1), null))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> sink.snapshotState(null)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldPassOnTheStateAndTheTypeOfItsRows() throws Exception {
        sink.setInputType(TypeInformation.of(RowData.class), new ExecutionConfig());
        sink.initializeState(null);

        assertThat(jdbc.calls).containsExactly("type", "state");
    }

    private static final class RefusingSink extends RichSinkFunction<RowData>
            implements CheckpointedFunction, InputTypeConfigurable {

        private static final long serialVersionUID = 1L;

        private final List<String> calls = new ArrayList<>();

        @Override
        public void setInputType(TypeInformation<?> type, ExecutionConfig config) {
            calls.add("type");
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {
            calls.add("state");
        }

        @Override
        public void invoke(RowData row, Context context) throws IOException {
            throw new IOException("refused");
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws IOException {
            throw new IOException("refused");
        }

        @Override
        public void close() {
            calls.add("close");
            throw new IllegalStateException("refused");
        }
    }
}
