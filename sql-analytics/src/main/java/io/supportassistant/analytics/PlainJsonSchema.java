package io.supportassistant.analytics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/** Takes U+0000 out of JSON before it is read; there it can stand escaped only. */
final class PlainJsonSchema implements DeserializationSchema<RowData> {

    private static final long serialVersionUID = 1L;
    private static final int ESCAPE_LENGTH = 6;

    private final DeserializationSchema<RowData> json;

    PlainJsonSchema(DeserializationSchema<RowData> json) {
        this.json = json;
    }

    @Override
    public void open(InitializationContext context) throws Exception {
        json.open(context);
    }

    @Override
    public RowData deserialize(byte[] message) throws IOException {
        return json.deserialize(withoutZeros(message));
    }

    @Override
    public void deserialize(byte[] message, Collector<RowData> out) throws IOException {
        json.deserialize(withoutZeros(message), out);
    }

    @Override
    public boolean isEndOfStream(RowData row) {
        return json.isEndOfStream(row);
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return json.getProducedType();
    }

    /** The same bytes if there is none. */
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
                // Whatever is escaped begins no escape.
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
