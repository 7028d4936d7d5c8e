package io.supportassistant.crm.salesforce;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Escapes parts of SOQL queries. Every external value goes through these methods. */
final class Soql {

    private static final Pattern FIELD =
            Pattern.compile(
                    "[A-Za-z][A-Za-z0-9_]*(__c|__r)?(\\.[A-Za-z][A-Za-z0-9_]*)?", Pattern.DOTALL);

    private Soql() {}

    /** A text as a literal, escaped so that nothing in it can end the literal. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder(text.length() + 8).append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> literal.append("\\\\");
                case '\'' -> literal.append("\\'");
                case '"' -> literal.append("\\\"");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                case '\b' -> literal.append("\\b");
                case '\f' -> literal.append("\\f");
                default -> {
                    if (Character.isISOControl(c)) {
                        literal.append(String.format("\\u%04X", (int) c));
                    } else {
                        literal.append(c);
                    }
                }
            }
        }
        return literal.append('\'').toString();
    }

    /** {@code ('a', 'b')}. */
    static String literals(Collection<String> texts) {
        return texts.stream().map(Soql::literal).collect(Collectors.joining(", ", "(", ")"));
    }

    /**
     * The name of a field, of the object itself or of the one it refers to: {@code Tier__c}, {@code
     * Account.Tier__c}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static String field(String name) {
        if (!FIELD.matcher(name).matches()) {
            throw new IllegalArgumentException("not a field name");
        }
        return name;
    }
}
