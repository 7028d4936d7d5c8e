package io.supportassistant.articles;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The fields between two lines of {@code ---} at the start of a file. Values keep the text in the
 * file: {@code 0012} does not become a number. Text that is not valid YAML, such as an unquoted
 * title with a colon, is read line by line.
 *
 * @param fields for each name a list of values
 * @param rest of the file, after the fields
 */
record FrontMatter(Map<String, List<String>> fields, String rest) {

    private static final Pattern START = Pattern.compile("\\A\\s*---[ \\t]*\\n");
    private static final Pattern END = Pattern.compile("(?m)^(?:---|\\.\\.\\.)[ \\t]*$\\n?");
    private static final Pattern FIELD =
            Pattern.compile("([A-Za-z][\\w -]*?)[ \\t]*:(?:\\s+(.*))?");
    private static final Pattern ITEM = Pattern.compile("\\s*-\\s+(.*)");
    private static final Pattern BLOCK = Pattern.compile("[>|][+-]?\\d?");

    /**
     * A text may also begin with a horizontal rule; then everything after the rule is the rest.
     *
     * @param text with lines that end in {@code \n}
     * @throws RejectedArticleException if the end of the fields is missing
     */
    static FrontMatter split(String text) {
        Matcher start = START.matcher(text);
        if (!start.find()) {
            return new FrontMatter(Map.of(), text);
        }
        FrontMatter onlyText = new FrontMatter(Map.of(), text.substring(start.end()));
        Matcher end = END.matcher(text);
        if (!end.find(start.end())) {
            if (beginsWithAField(onlyText.rest())) {
                throw new RejectedArticleException(
                        "has unclosed front matter: close it with a line ---");
            }
            return onlyText;
        }
        String yaml = text.substring(start.end(), end.start());
        return parsed(yaml)
                .or(() -> fieldByField(yaml))
                .map(fields -> new FrontMatter(fields, text.substring(end.end())))
                .orElse(onlyText);
    }

    private static boolean beginsWithAField(String text) {
        Matcher field = FIELD.matcher(text.stripLeading().lines().findFirst().orElse(""));
        return field.matches() && ArticleFields.isKnown(field.group(1));
    }

    /** Empty if the lines are not fields but sentences, of which some may contain a colon. */
    private static Optional<Map<String, List<String>>> fieldByField(String yaml) {
        Map<String, List<String>> fields = lineByLine(yaml);
        boolean isNamed =
                fields.keySet().stream()
                        .map(ArticleFields::field)
                        .anyMatch(List.of(ArticleFields.ID, ArticleFields.TITLE)::contains);
        boolean isShaped =
                !fields.isEmpty()
                        && yaml.lines()
                                .allMatch(
                                        line ->
                                                line.isBlank()
                                                        || Character.isWhitespace(line.charAt(0))
                                                        || line.startsWith("#")
                                                        || FIELD.matcher(line).matches()
                                                        || ITEM.matcher(line).matches());
        return isNamed || isShaped ? Optional.of(fields) : Optional.empty();
    }

    private static Optional<Map<String, List<String>>> parsed(String yaml) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
            if (root == null) {
                return Optional.of(Map.of());
            }
            if (!(root instanceof MappingNode mapping)) {
                return Optional.empty();
            }
            Map<String, List<String>> fields = new LinkedHashMap<>();
            for (NodeTuple field : mapping.getValue()) {
                if (field.getKeyNode() instanceof ScalarNode name) {
                    fields.put(name.getValue(), values(field.getValueNode()));
                }
            }
            return Optional.of(fields);
        } catch (YAMLException e) {
            return Optional.empty();
        }
    }

    private static List<String> values(Node node) {
        List<String> values = new ArrayList<>();
        if (node instanceof ScalarNode scalar) {
            values.add(scalar.getValue());
        } else if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    values.add(scalar.getValue());
                }
            }
        }
        return values;
    }

    private static Map<String, List<String>> lineByLine(String yaml) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : yaml.split("\n")) {
            Matcher field = FIELD.matcher(line);
            Matcher item = ITEM.matcher(line);
            if (field.matches()) {
                current = new ArrayList<>();
                fields.put(field.group(1), current);
                String value = field.group(2) == null ? "" : field.group(2).strip();
                if (!BLOCK.matcher(value).matches() && !value.isEmpty()) {
                    current.add(unquoted(value));
                }
            } else if (item.matches()) {
                current.add(unquoted(item.group(1).strip()));
            } else if (!line.isBlank() && Character.isWhitespace(line.charAt(0))) {
                String before = current.isEmpty() ? "" : current.remove(current.size() - 1) + " ";
                current.add(before + line.strip());
            }
        }
        return fields;
    }

    private static String unquoted(String value) {
        boolean quoted =
                value.length() > 1
                        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                        && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
