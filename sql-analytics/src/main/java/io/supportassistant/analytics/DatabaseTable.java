package io.supportassistant.analytics;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.connector.jdbc.core.table.JdbcDynamicTableFactory;
import org.apache.flink.streaming.api.functions.sink.legacy.RichSinkFunction;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.legacy.SinkFunctionProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.DynamicTableSinkFactory;

/**
 * Flink's {@code jdbc} table as a sink that never fails when it is closed, see {@link
 * DatabaseSink}. Has the same options as {@code jdbc}.
 */
@SuppressWarnings("deprecation")
public final class DatabaseTable implements DynamicTableSinkFactory {

    static final String NAME = "database";

    private final JdbcDynamicTableFactory jdbc = new JdbcDynamicTableFactory();

    @Override
    public String factoryIdentifier() {
        return NAME;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return jdbc.requiredOptions();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return jdbc.optionalOptions();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(DynamicTableFactory.Context context) {
        return new Sink(jdbc.createDynamicTableSink(context));
    }

    private record Sink(DynamicTableSink jdbc) implements DynamicTableSink {

        @Override
        public ChangelogMode getChangelogMode(ChangelogMode requested) {
            return jdbc.getChangelogMode(requested);
        }

        @Override
        public SinkRuntimeProvider getSinkRuntimeProvider(DynamicTableSink.Context context) {
            SinkFunctionProvider provider =
                    (SinkFunctionProvider) jdbc.getSinkRuntimeProvider(context);
            return SinkFunctionProvider.of(
                    new DatabaseSink((RichSinkFunction<RowData>) provider.createSinkFunction()),
                    provider.getParallelism().orElse(null));
        }

        @Override
        public DynamicTableSink copy() {
            return new Sink(jdbc.copy());
        }

        @Override
        public String asSummaryString() {
            return jdbc.asSummaryString();
        }
    }
}
