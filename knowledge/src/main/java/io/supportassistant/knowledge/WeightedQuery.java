package io.supportassistant.knowledge;

/**
 * One query to an index.
 *
 * @param text searched by words; blank to search by meaning only
 * @param meaning vector of length 1, or null to search by words only
 * @param weight of its list relative to those of the other queries, more than 0
 */
public record WeightedQuery(String text, float[] meaning, double weight) {

    public WeightedQuery {
        text = text == null ? "" : text;
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the weight of a query must be more than 0");
        }
    }
}
