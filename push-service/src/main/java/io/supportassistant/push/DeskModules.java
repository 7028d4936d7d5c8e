package io.supportassistant.push;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Joins the modules of the desk into one script, so that a browser asks once and not once a module.
 *
 * <p>It reads what the desk's formatter writes: static imports and exports at the beginning of a
 * line. Each module becomes a function that runs once, after the modules that it imports; modules
 * must not import each other in a circle, and exported names must not change afterwards ({@code
 * export let}).
 */
final class DeskModules {

    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:(\\w+|\\* as \\w+|\\{[^}]*\\}) from )?'([^']+)';$");

    private static final Pattern EXPORT =
            Pattern.compile(
                    "(?m)^export (?:(default) |((?:async )?function\\*?|const|class) (\\w+|\\{[\\w,"
                            + " ]+\\}))");

    private static final Pattern UNKNOWN =
            Pattern.compile("(?m)^(?:import|export)\\b.*|^\\S.*\\bawait\\b.*|\\bawait import\\(.*");

    private final UnaryOperator<String> source;
    private final Map<String, String> joined = new LinkedHashMap<>();
    private final Set<String> open = new LinkedHashSet<>();

    private DeskModules(UnaryOperator<String> source) {
        this.source = source;
    }

    /**
     * Returns a module with all that it imports.
     *
     * @param entry path of the module to run
     * @param source returns a module's text by its path
     * @throws IllegalArgumentException if a module has what can't be joined
     */
    static String join(String entry, UnaryOperator<String> source) {
        DeskModules modules = new DeskModules(source);
        modules.add(entry);
        return "const deskModules = {};\n" + String.join("", modules.joined.values());
    }

    private void add(String path) {
        if (joined.containsKey(path)) {
            return;
        }
        if (!open.add(path)) {
            throw new IllegalArgumentException("Modules import each other: " + open);
        }
        String text = source.apply(path);
        IMPORT.matcher(text).results().forEach(found -> add(imported(path, found)));
        joined.put(path, asFunction(path, text));
        open.remove(path);
    }

    private static String asFunction(String path, String text) {
        List<String> exported = new ArrayList<>();
        String body =
                EXPORT.matcher(text)
                        .replaceAll(
                                found -> {
                                    if (found.group(1) != null) {
                                        exported.add("default: exported");
                                        return "const exported = ";
                                    }
                                    exported.add(found.group(3).replaceAll("[{}]", "").strip());
                                    return found.group(2) + " " + found.group(3);
                                });
        body = IMPORT.matcher(body).replaceAll(found -> Matcher.quoteReplacement(use(path, found)));
        Matcher unknown = UNKNOWN.matcher(body);
        if (unknown.find()) {
            throw new IllegalArgumentException(
                    path + " has what can't be joined: " + unknown.group());
        }
        return "deskModules['%s'] = (() => {\n%s\nreturn { %s };\n})();\n"
                .formatted(path, body, String.join(", ", exported));
    }

    private static String use(String path, MatchResult found) {
        String names = found.group(1);
        if (names == null) {
            return "";
        }
        String pattern =
                switch (names.charAt(0)) {
                    case '{' -> names.replaceAll("(\\w+) as (\\w+)", "$1: $2");
                    case '*' -> names.substring("* as ".length());
                    default -> "{ default: " + names + " }";
                };
        return "const %s = deskModules['%s'];".formatted(pattern, imported(path, found));
    }

    private static String imported(String path, MatchResult found) {
        String name = found.group(2);
        if (!name.startsWith(".")) {
            throw new IllegalArgumentException(path + " imports " + name + ", which is no path");
        }
        return URI.create(path).resolve(name).normalize().getPath();
    }
}
