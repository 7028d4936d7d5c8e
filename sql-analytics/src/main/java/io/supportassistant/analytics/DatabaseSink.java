package io.supportassistant.analytics;

import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.InputTypeConfigurable;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.sink.legacy.RichSinkFunction;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink's JDBC sink, except that closing it never fails. The JDBC sink writes its last rows when it
 * is closed; if the database refuses them, Flink ends the task manager with all its jobs. The rows
 * are not lost: the restarted job reads them from Kafka again, from its last checkpoint on.
 *
 * <p>The JDBC connector still offers the older kind of sink only.
 */
@SuppressWarnings("deprecation")
final class DatabaseSink extends RichSinkFunction<RowData>
        implements CheckpointedFunction, InputTypeConfigurable {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSink.class);

    private final RichSinkFunction<RowData> jdbc;

    DatabaseSink(RichSinkFunction<RowData> jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void setInputType(TypeInformation<?> type, ExecutionConfig config) {
        ((InputTypeConfigurable) jdbc).setInputType(type, config);
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        jdbc.setRuntimeContext(context);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        jdbc.open(context);
    }

    @Override
    public void invoke(RowData row, Context context) throws Exception {
        jdbc.invoke(row, context);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ((CheckpointedFunction) jdbc).initializeState(context);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        ((CheckpointedFunction) jdbc).snapshotState(context);
    }

    @Override
    public void close() {
        try {
            jdbc.close();
        } catch (Exception e) {
            LOG.warn(
                    "Writing the last rows failed ({}); a restarted job writes them again from its"
                            + " last checkpoint",
                    rootCause(e).toString());
        }
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
