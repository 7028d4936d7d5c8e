package io.supportassistant.analytics;

import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.formats.json.JsonFormatFactory;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Flink's {@code json} format without data that PostgreSQL rejects: removes U+0000 from any text,
 * and skips rows that PostgreSQL cannot store, see {@link StorableRows}. Such a row would fail the
 * job at every attempt. Has the same options as {@code json}.
 */
public final class PlainJsonFormat implements DeserializationFormatFactory {

    static final String NAME = "plain-json";

    private final JsonFormatFactory json = new JsonFormatFactory();

    @Override
    public String factoryIdentifier() {
        return NAME;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return json.requiredOptions();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return json.optionalOptions();
    }

    @Override
    public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        return new Plain(json.createDecodingFormat(context, options));
    }

    private record Plain(DecodingFormat<DeserializationSchema<RowData>> json)
            implements DecodingFormat<DeserializationSchema<RowData>> {

        @Override
        public DeserializationSchema<RowData> createRuntimeDecoder(
                DynamicTableSource.Context context, DataType type) {
            return new PlainJsonSchema(
                    json.createRuntimeDecoder(context, type), (RowType) type.getLogicalType());
        }

        @Override
        public ChangelogMode getChangelogMode() {
            return json.getChangelogMode();
        }
    }
}
