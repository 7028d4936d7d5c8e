package io.supportassistant.doubles.crm;

import java.util.List;

/**
 * A query in the supported subset of SOQL.
 *
 * @param where or null for all
 * @param limit or -1
 */
record SoqlQuery(List<String> select, String from, Condition where, List<Order> orders, int limit) {

    sealed interface Condition permits Comparison, Junction {}

    /**
     * @param operator {@code =}, {@code !=}, {@code <}, {@code >}, {@code <=}, {@code >=}, {@code
     *     IN}, {@code NOT IN}
     */
    record Comparison(String field, String operator, List<Value> values) implements Condition {}

    record Junction(boolean and, List<Condition> parts) implements Condition {}

    /**
     * @param quoted whether it was a literal; otherwise it is a keyword such as {@code null}
     */
    record Value(String text, boolean quoted) {

        boolean isNull() {
            return !quoted && text.equalsIgnoreCase("null");
        }
    }

    record Order(String field, boolean descending) {}
}
