package io.supportassistant.analytics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.types.Row;

/**
 * {@code QUERIES_AS_JSON(queries, with_texts)}: the queries of an action as a JSON array, such as
 * {@code [{"text": "I cannot log in", "type": "semantic", "confidence": 0.75}]}; an empty array if
 * there are none. If {@code with_texts} is false, each text is null; types and confidences stay.
 */
public final class QueriesAsJson extends ScalarFunction {

    static final String NAME = "QUERIES_AS_JSON";

    private static final long serialVersionUID = 1L;

    public String eval(
            @DataTypeHint("ARRAY<ROW<text STRING, type STRING, confidence DOUBLE>>") Row[] queries,
            Boolean withTexts) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Row query : queries == null ? new Row[0] : queries) {
            ObjectNode one = json.addObject();
            one.put("text", withTexts ? query.<String>getFieldAs("text") : null);
            one.put("type", query.<String>getFieldAs("type"));
            one.put("confidence", query.<Double>getFieldAs("confidence"));
        }
        return json.toString();
    }
}
