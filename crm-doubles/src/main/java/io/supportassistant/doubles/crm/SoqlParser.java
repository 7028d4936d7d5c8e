package io.supportassistant.doubles.crm;

import io.supportassistant.doubles.crm.SoqlQuery.Comparison;
import io.supportassistant.doubles.crm.SoqlQuery.Condition;
import io.supportassistant.doubles.crm.SoqlQuery.Junction;
import io.supportassistant.doubles.crm.SoqlQuery.Order;
import io.supportassistant.doubles.crm.SoqlQuery.Value;
import io.supportassistant.doubles.crm.SoqlTokens.Token;
import io.supportassistant.doubles.crm.SoqlTokens.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Parses queries as strictly as Salesforce does. Rejects also whatever the double does not support.
 */
final class SoqlParser {

    private static final Set<String> SIGNS = Set.of("=", "!=", "<>", "<", ">", "<=", ">=");
    private static final Set<String> RESERVED =
            Set.of(
                    "and",
                    "asc",
                    "desc",
                    "excludes",
                    "from",
                    "group",
                    "having",
                    "in",
                    "includes",
                    "like",
                    "limit",
                    "not",
                    "null",
                    "nulls",
                    "or",
                    "order",
                    "select",
                    "where",
                    "with",
                    "true",
                    "false");

    private final String soql;
    private final List<Token> tokens;
    private int at;

    private SoqlParser(String soql) {
        this.soql = soql;
        this.tokens = SoqlTokens.of(soql);
    }

    /**
     * Parses a query.
     *
     * @throws SalesforceError {@code MALFORMED_QUERY}
     */
    static SoqlQuery parse(String soql) {
        return new SoqlParser(soql).query();
    }

    private SoqlQuery query() {
        expect("SELECT");
        List<String> select = new ArrayList<>();
        do {
            select.add(name());
        } while (accept(","));
        expect("FROM");
        String from = name();
        Condition where = accept("WHERE") ? condition() : null;
        List<Order> orders = new ArrayList<>();
        if (accept("ORDER")) {
            expect("BY");
            do {
                String field = name();
                boolean descending = accept("DESC");
                if (!descending) {
                    accept("ASC");
                }
                orders.add(new Order(field, descending));
            } while (accept(","));
        }
        int limit = accept("LIMIT") ? number() : -1;
        if (peek().type() != Type.END) {
            throw unexpected();
        }
        return new SoqlQuery(select, from, where, orders, limit);
    }

    /** Conditions joined by one operator: a mix of AND and OR needs parentheses. */
    private Condition condition() {
        List<Condition> parts = new ArrayList<>();
        parts.add(part());
        boolean and = peek().is("AND");
        String word = and ? "AND" : "OR";
        while (accept(word)) {
            parts.add(part());
        }
        if (peek().is("AND") || peek().is("OR")) {
            throw unexpected();
        }
        return parts.size() == 1 ? parts.get(0) : new Junction(and, parts);
    }

    private Condition part() {
        if (accept("(")) {
            Condition inner = condition();
            expect(")");
            return inner;
        }
        String field = name();
        if (accept("NOT")) {
            expect("IN");
            return new Comparison(field, "NOT IN", values());
        }
        if (accept("IN")) {
            return new Comparison(field, "IN", values());
        }
        Token operator = peek();
        if (operator.type() != Type.SIGN || !SIGNS.contains(operator.text())) {
            throw unexpected();
        }
        at++;
        String sign = operator.text().equals("<>") ? "!=" : operator.text();
        return new Comparison(field, sign, List.of(value()));
    }

    private List<Value> values() {
        List<Value> values = new ArrayList<>();
        expect("(");
        do {
            values.add(value());
        } while (accept(","));
        expect(")");
        return values;
    }

    private Value value() {
        Token token = peek();
        if (token.type() != Type.TEXT && token.type() != Type.WORD) {
            throw unexpected();
        }
        at++;
        return new Value(token.text(), token.type() == Type.TEXT);
    }

    private String name() {
        Token token = peek();
        boolean fit =
                token.type() == Type.WORD
                        && token.text().matches("[A-Za-z]\\w*(\\.[A-Za-z]\\w*){0,5}")
                        && !RESERVED.contains(token.text().toLowerCase(Locale.ROOT));
        if (!fit) {
            throw unexpected();
        }
        at++;
        return token.text();
    }

    private int number() {
        Token token = peek();
        if (token.type() != Type.WORD || !token.text().matches("[0-9]{1,9}")) {
            throw unexpected();
        }
        at++;
        return Integer.parseInt(token.text());
    }

    private boolean accept(String word) {
        boolean present = peek().is(word);
        if (present) {
            at++;
        }
        return present;
    }

    private void expect(String word) {
        if (!accept(word)) {
            throw unexpected();
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private SalesforceError unexpected() {
        return SoqlTokens.unexpected(soql, peek().column() - 1, peek().text());
    }
}
