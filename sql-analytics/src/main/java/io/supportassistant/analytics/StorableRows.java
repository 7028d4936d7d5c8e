package io.supportassistant.analytics;

import io.supportassistant.events.SessionIds;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/**
 * Checks whether PostgreSQL can store a row. It rejects an invalid UUID in a UUID column, a year
 * without four digits, a long text in a key, and U+0000 in any text; a rejected row would fail the
 * job at every attempt. Columns are recognised by their names in the scripts.
 */
final class StorableRows implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Set<String> UUIDS = Set.of("session_id", "action_id", "id");
    private static final Set<String> KEYS = Set.of("segment_id", "suggestion_type");

    /** In bytes; an index entry of PostgreSQL holds 2,704. */
    private static final int LONGEST_KEY = 2_000;

    private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    private final RowType type;

    StorableRows(RowType type) {
        this.type = type;
    }

    /**
     * @param row null, which Flink's decoder returns for a truncated message, cannot be stored
     */
    boolean has(RowData row) {
        return row != null && has(row, type);
    }

    private static boolean has(RowData row, RowType type) {
        List<RowType.RowField> fields = type.getFields();
        for (int i = 0; i < fields.size(); i++) {
            if (!canStore(row, i, fields.get(i).getName(), fields.get(i).getType())) {
                return false;
            }
        }
        return true;
    }

    private static boolean canStore(RowData row, int at, String name, LogicalType type) {
        boolean isUuid = UUIDS.contains(name);
        if (row.isNullAt(at)) {
            return !isUuid;
        }
        if (isUuid) {
            return SessionIds.isSessionId(row.getString(at).toString());
        }
        if (type.is(LogicalTypeFamily.CHARACTER_STRING)) {
            byte[] text = row.getString(at).toBytes();
            return !hasZero(text) && (!KEYS.contains(name) || text.length <= LONGEST_KEY);
        }
        if (type instanceof LocalZonedTimestampType time) {
            long millis = row.getTimestamp(at, time.getPrecision()).getMillisecond();
            return millis >= EARLIEST && millis <= LATEST;
        }
        if (type instanceof RowType within) {
            return has(row.getRow(at, within.getFieldCount()), within);
        }
        return !(type instanceof ArrayType array)
                || hasAll(row.getArray(at), array.getElementType());
    }

    private static boolean hasZero(byte[] text) {
        for (byte b : text) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAll(ArrayData values, LogicalType type) {
        if (type instanceof RowType each) {
            return hasAllRows(values, each);
        }
        for (int i = 0; i < values.size(); i++) {
            if (type.is(LogicalTypeFamily.CHARACTER_STRING)
                    && !values.isNullAt(i)
                    && hasZero(values.getString(i).toBytes())) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasAllRows(ArrayData rows, RowType each) {
        for (int i = 0; i < rows.size(); i++) {
            // A value that is not an object is null here, and the scripts cannot use it.
            if (rows.isNullAt(i) || !has(rows.getRow(i, each.getFieldCount()), each)) {
                return false;
            }
        }
        return true;
    }
}
