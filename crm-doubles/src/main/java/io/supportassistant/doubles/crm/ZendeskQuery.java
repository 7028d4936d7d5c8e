package io.supportassistant.doubles.crm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A search of Zendesk for users: {@code type:user}, {@code role:}, {@code phone:} and {@code
 * name:}, each once or more, quoted or not. Terms of one property are alternatives; different
 * properties must all match. Everything else is rejected.
 */
final class ZendeskQuery {

    private static final Pattern TERM =
            Pattern.compile("\\G\\s*([a-z_]+):(?:\"([^\"]*)\"|([^\\s\"]+))(?=\\s|$)");
    private static final Pattern PHONE = Pattern.compile("\\*?[0-9]+");

    private final List<Term> terms;

    /** The values of a user that are searched. */
    record Found(String role, String phone, String name) {}

    private record Term(String property, String value) {}

    private ZendeskQuery(List<Term> terms) {
        this.terms = terms;
    }

    /**
     * @throws ZendeskRefusal if it is malformed or not supported by the double
     */
    static ZendeskQuery parse(String query) {
        if (query == null || query.isBlank()) {
            throw ZendeskRefusal.invalidSearch("query is empty");
        }
        List<Term> terms = new ArrayList<>();
        Matcher matcher = TERM.matcher(query);
        int end = 0;
        while (matcher.find()) {
            String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            terms.add(checked(new Term(matcher.group(1), value)));
            end = matcher.end();
        }
        if (!query.substring(end).isBlank()) {
            throw ZendeskRefusal.invalidSearch("query is malformed");
        }
        if (terms.stream().noneMatch(term -> term.equals(new Term("type", "user")))) {
            throw ZendeskRefusal.invalidSearch("only users are searched for here");
        }
        return new ZendeskQuery(terms);
    }

    private static Term checked(Term term) {
        boolean known =
                switch (term.property()) {
                    case "type" -> term.value().equals("user");
                    case "role" -> List.of("end-user", "agent", "admin").contains(term.value());
                    // A number is searched by its digits; anything else would find nothing.
                    case "phone" -> PHONE.matcher(term.value()).matches();
                    case "name" -> !term.value().isBlank();
                    default -> false;
                };
        if (!known) {
            throw ZendeskRefusal.invalidSearch("a value of " + term.property());
        }
        return term;
    }

    boolean finds(Found user) {
        return any("role", user.role()::equals)
                && any("phone", value -> phoneMatches(value, user.phone()))
                && any(
                        "name",
                        value ->
                                user.name()
                                        .toLowerCase(Locale.ROOT)
                                        .contains(value.toLowerCase(Locale.ROOT)));
    }

    private boolean any(String property, Predicate<String> matches) {
        List<Term> those = terms.stream().filter(term -> term.property().equals(property)).toList();
        return those.isEmpty() || those.stream().map(Term::value).anyMatch(matches);
    }

    /** The index contains digits only. */
    private static boolean phoneMatches(String value, String phone) {
        if (phone == null) {
            return false;
        }
        String digits = phone.replaceAll("[^0-9]", "");
        return value.startsWith("*") ? digits.endsWith(value.substring(1)) : digits.equals(value);
    }
}
