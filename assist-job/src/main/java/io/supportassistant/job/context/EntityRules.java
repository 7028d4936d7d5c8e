package io.supportassistant.job.context;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.supportassistant.events.DetectedEntity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a text names, by rules that are data: see {@code language/entities.yaml}. */
public final class EntityRules {

    private final List<Rule> rules;
    private final Map<String, Double> issueWeights;
    private final Language language;

    private EntityRules(RuleFile file, Language language) {
        this.rules = file.entities().stream().flatMap(EntityRules::compile).toList();
        this.issueWeights =
                file.entities().stream()
                        .collect(Collectors.toMap(EntityType::type, EntityType::issue));
        this.language = language;
    }

    public static EntityRules standard(Language language) {
        try (InputStream in = EntityRules.class.getResourceAsStream("/language/entities.yaml")) {
            return read(in, language);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Rules of an operator's own.
     *
     * @throws UncheckedIOException if the file cannot be read or is not of the form of the standard
     *     one
     */
    public static EntityRules from(Path file, Language language) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, language);
        } catch (IOException e) {
            throw new UncheckedIOException("entity rules in " + file + " cannot be used", e);
        }
    }

    /**
     * @param file rules of an operator's own, or null for the standard ones
     */
    public static EntityRules standardOr(String file, Language language) {
        return file == null ? standard(language) : from(Path.of(file), language);
    }

    private static EntityRules read(InputStream in, Language language) throws IOException {
        RuleFile file = new YAMLMapper().readValue(in, RuleFile.class);
        try {
            return new EntityRules(file, language);
        } catch (RuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The distinct entities a text names, in the order it names them. */
    public List<DetectedEntity> find(String text) {
        String written = language.written(text);
        List<Hit> hits = new ArrayList<>();
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(written);
            while (matcher.find()) {
                Hit hit = rule.hit(matcher);
                if (hits.stream().noneMatch(hit::liesWithin)) {
                    hits.removeIf(other -> other.liesWithin(hit));
                    hits.add(hit);
                }
            }
        }
        return hits.stream()
                .sorted(Comparator.comparingInt(Hit::start))
                .map(Hit::entity)
                .distinct()
                .toList();
    }

    /** How much naming an entity of this type tells about the issue, 0 to 1. */
    public double issueWeight(DetectedEntity entity) {
        return issueWeights.getOrDefault(entity.type(), 0.0);
    }

    private static Stream<Rule> compile(EntityType type) {
        Stream<Rule> patterns =
                type.patterns().stream()
                        .map(
                                regex ->
                                        new Rule(
                                                type,
                                                Pattern.compile(regex, Pattern.CASE_INSENSITIVE),
                                                null));
        Stream<Rule> names =
                type.values().entrySet().stream()
                        .flatMap(
                                value ->
                                        Stream.concat(
                                                        Stream.of(value.getKey()),
                                                        value.getValue().stream())
                                                .map(
                                                        name ->
                                                                new Rule(
                                                                        type,
                                                                        wholeWords(name),
                                                                        value.getKey())));
        return Stream.concat(patterns, names);
    }

    private static Pattern wholeWords(String name) {
        String words =
                Stream.of(name.split(" "))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[\\s-]+"));
        return Pattern.compile("(?<!\\w)" + words + "s?(?!\\w)", Pattern.CASE_INSENSITIVE);
    }

    private record RuleFile(List<EntityType> entities) {

        private RuleFile {
            Objects.requireNonNull(entities, "entities are missing");
        }
    }

    private record EntityType(
            String type,
            double issue,
            boolean upper,
            List<String> patterns,
            Map<String, List<String>> values) {

        private EntityType {
            patterns = patterns == null ? List.of() : patterns;
            values = values == null ? Map.of() : values;
        }
    }

    /**
     * @param name the value to report whatever was matched, or null to report what was matched
     */
    private record Rule(EntityType type, Pattern pattern, String name) {

        Hit hit(Matcher matcher) {
            int group = matcher.groupCount() == 0 ? 0 : 1;
            String value = name == null ? matcher.group(group) : name;
            String cased = type.upper() ? value.toUpperCase(Locale.ROOT) : value;
            return new Hit(
                    new DetectedEntity(type.type(), cased),
                    matcher.start(group),
                    matcher.end(group));
        }
    }

    private record Hit(DetectedEntity entity, int start, int end) {

        boolean liesWithin(Hit other) {
            return start >= other.start && end <= other.end;
        }
    }
}
