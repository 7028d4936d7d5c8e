package io.supportassistant.doubles.crm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a query into tokens. */
final class SoqlTokens {

    enum Type {
        /** A name, a keyword, a date or a number. */
        WORD,
        /** A literal, without its quotes and escapes. */
        TEXT,
        SIGN,
        END
    }

    /**
     * @param column where it begins, from 1
     */
    record Token(Type type, String text, int column) {

        boolean is(String word) {
            return type != Type.TEXT && text.equalsIgnoreCase(word);
        }
    }

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:+-]*");
    private static final Pattern SIGN = Pattern.compile("!=|<>|<=|>=|[=<>(),]");
    private static final int HEX = 16;
    private static final int UNICODE_DIGITS = 4;

    private final String soql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private SoqlTokens(String soql) {
        this.soql = soql;
    }

    /**
     * Splits a query.
     *
     * @throws SalesforceError if a literal does not end, an escape does not exist, or a character
     *     is not allowed there
     */
    static List<Token> of(String soql) {
        return new SoqlTokens(soql).split();
    }

    private List<Token> split() {
        while (at < soql.length()) {
            char c = soql.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '\'') {
                literal();
            } else if (!take(SIGN, Type.SIGN) && !take(WORD, Type.WORD)) {
                throw unexpected(soql, at, String.valueOf(c));
            }
        }
        tokens.add(new Token(Type.END, "<EOF>", at + 1));
        return tokens;
    }

    static SalesforceError unexpected(String soql, int at, String token) {
        return SalesforceError.malformed(
                soql
                        + "\n ^\nERROR at Row:1:Column:"
                        + (at + 1)
                        + "\nunexpected token: '"
                        + token
                        + "'");
    }

    private boolean take(Pattern pattern, Type type) {
        Matcher matcher = pattern.matcher(soql).region(at, soql.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        tokens.add(new Token(type, matcher.group(), at + 1));
        at = matcher.end();
        return true;
    }

    private void literal() {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (true) {
            char c = next(start);
            if (c == '\'') {
                tokens.add(new Token(Type.TEXT, text.toString(), start + 1));
                return;
            }
            if (c == '\n' || c == '\r') {
                throw SalesforceError.malformed("Line breaks not allowed in string literals");
            }
            text.append(c == '\\' ? escaped(start) : c);
        }
    }

    private char next(int start) {
        if (at == soql.length()) {
            throw SalesforceError.malformed(
                    "line 1:" + start + " mismatched character '<EOF>' expecting '''");
        }
        return soql.charAt(at++);
    }

    private char escaped(int start) {
        char c = next(start);
        return switch (c) {
            case 'n', 'N' -> '\n';
            case 'r', 'R' -> '\r';
            case 't', 'T' -> '\t';
            case 'b', 'B' -> '\b';
            case 'f', 'F' -> '\f';
            case '"', '\'', '\\' -> c;
            case 'u' -> unicode();
            default ->
                    throw SalesforceError.malformed(
                            "Invalid string literal. Illegal character sequence '\\"
                                    + c
                                    + "' in string literal");
        };
    }

    private char unicode() {
        int end = at + UNICODE_DIGITS;
        String digits = end <= soql.length() ? soql.substring(at, end) : "";
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw SalesforceError.malformed("Invalid unicode sequence in string literal");
        }
        at = end;
        return (char) Integer.parseInt(digits, HEX);
    }
}
