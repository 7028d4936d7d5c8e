package io.supportassistant.analytics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;

/**
 * Removes U+0000 from JSON before decoding; JSON can contain it as an escape only. Skips messages
 * without a row, or without one that can be stored, and counts them as {@code events_set_aside}.
 */
final class PlainJsonSchema implements DeserializationSchema<RowData> {

    private static final long serialVersionUID = 1L;
    private static final int ESCAPE_LENGTH = 6;

    private final DeserializationSchema<RowData> json;
    private final StorableRows storable;

    private transient Counter skipped;

    PlainJsonSchema(DeserializationSchema<RowData> json, RowType type) {
        this.json = json;
        this.storable = new StorableRows(type);
    }

    @Override
    public void open(InitializationContext context) throws Exception {
        json.open(context);
        skipped = context.getMetricGroup().counter("events_set_aside");
    }

    @Override
    public RowData deserialize(byte[] message) throws IOException {
        RowData row = json.deserialize(withoutZeros(message));
        if (storable.has(row)) {
            return row;
        }
        skipped.inc();
        return null;
    }

    @Override
    public void deserialize(byte[] message, Collector<RowData> out) throws IOException {
        List<RowData> rows = new ArrayList<>();
        json.deserialize(withoutZeros(message), new ListCollector<>(rows));
        rows.removeIf(row -> !storable.has(row));
        if (rows.isEmpty()) {
            skipped.inc();
        }
        rows.forEach(out::collect);
    }

    @Override
    public boolean isEndOfStream(RowData row) {
        return json.isEndOfStream(row);
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return json.getProducedType();
    }

    /** Returns the same array if there is none. */
    static byte[] withoutZeros(byte[] message) {
        if (message == null) {
            return null;
        }
        ByteArrayOutputStream plain = null;
        int copied = 0;
        for (int i = 0; i < message.length; i++) {
            if (message[i] != '\\') {
                continue;
            }
            if (isZero(message, i)) {
                plain = plain == null ? new ByteArrayOutputStream(message.length) : plain;
                plain.write(message, copied, i - copied);
                i += ESCAPE_LENGTH - 1;
                copied = i + 1;
            } else {
                // An escaped character cannot begin an escape.
                i++;
            }
        }
        if (plain == null) {
            return message;
        }
        plain.write(message, copied, message.length - copied);
        return plain.toByteArray();
    }

    private static boolean isZero(byte[] message, int at) {
        return at + ESCAPE_LENGTH <= message.length
                && message[at + 1] == 'u'
                && message[at + 2] == '0'
                && message[at + 3] == '0'
                && message[at + 4] == '0'
                && message[at + 5] == '0';
    }
}
