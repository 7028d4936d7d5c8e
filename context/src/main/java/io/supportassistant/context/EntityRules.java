package io.supportassistant.context;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.supportassistant.context.tagger.EntityTagger;
import io.supportassistant.events.DetectedEntity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the entities in a text by rules that are data, see {@code language/entities.yaml}. For
 * types that the rules declare as learned, a trained tagger finds entities too; where both find
 * one, the rules win.
 */
public final class EntityRules {

    /** An entity whose type has a lower weight says nothing about the issue. */
    private static final double TELLING = 0.2;

    private final List<Rule> rules;
    private final Map<String, Double> issueWeights;
    private final Set<String> learnedTypes;
    private final EntityTagger tagger;
    private final Language language;

    private EntityRules(RuleFile file, Language language) {
        this.rules = file.entities().stream().flatMap(EntityRules::compile).toList();
        this.issueWeights =
                file.entities().stream()
                        .collect(Collectors.toMap(EntityType::type, EntityType::issue));
        this.learnedTypes =
                file.entities().stream()
                        .filter(EntityType::learned)
                        .map(EntityType::type)
                        .collect(Collectors.toUnmodifiableSet());
        this.tagger = learnedTypes.isEmpty() ? null : EntityTagger.standard();
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
     * Reads the operator's own rules.
     *
     * @throws UncheckedIOException if the file cannot be read or does not have the format of the
     *     standard one
     */
    public static EntityRules from(Path file, Language language) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, language);
        } catch (IOException e) {
            throw new UncheckedIOException("entity rules in " + file + " cannot be used", e);
        }
    }

    /**
     * @param file the operator's own rules, or null for the standard ones
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

    /** The distinct entities in a text, in order. */
    public List<DetectedEntity> find(String text) {
        return distinct(mentions(language.written(text)));
    }

    /** The {@link #find found} entities that say something about the issue. */
    public List<DetectedEntity> findTelling(String text) {
        return telling(find(text));
    }

    /** The entities that say something about the issue. */
    public List<DetectedEntity> telling(List<DetectedEntity> entities) {
        return entities.stream().filter(entity -> issueWeight(entity) >= TELLING).toList();
    }

    /** Every place where a text, with its numbers in digits, names an entity. */
    public List<Mention> mentions(String written) {
        List<Mention> mentions = ruled(written);
        if (tagger != null) {
            learned(written).stream()
                    .filter(learned -> mentions.stream().noneMatch(learned::overlaps))
                    .toList()
                    .forEach(mentions::add);
        }
        mentions.sort(Comparator.comparingInt(Mention::start));
        return mentions;
    }

    private List<Mention> ruled(String written) {
        List<Mention> mentions = new ArrayList<>();
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(written);
            while (matcher.find()) {
                Mention mention = rule.mention(matcher);
                if (mentions.stream().noneMatch(mention::liesWithin)) {
                    mentions.removeIf(other -> other.liesWithin(mention));
                    mentions.add(mention);
                }
            }
        }
        return mentions;
    }

    private List<Mention> learned(String written) {
        return tagger.find(written).stream()
                .filter(span -> learnedTypes.contains(span.type()))
                .map(
                        span ->
                                new Mention(
                                        new DetectedEntity(
                                                span.type(),
                                                written.substring(span.start(), span.end())),
                                        span.start(),
                                        span.end(),
                                        true))
                .toList();
    }

    /** All types of entities. */
    public List<String> types() {
        return List.copyOf(issueWeights.keySet());
    }

    /** Names that differ only in case are the same entity. */
    static List<DetectedEntity> distinct(List<Mention> mentions) {
        Map<DetectedEntity, DetectedEntity> distinct = new LinkedHashMap<>();
        for (Mention mention : mentions) {
            DetectedEntity entity = mention.entity();
            distinct.putIfAbsent(
                    new DetectedEntity(entity.type(), entity.value().toLowerCase(Locale.ROOT)),
                    entity);
        }
        return List.copyOf(distinct.values());
    }

    /** How much an entity of this type says about the issue, 0 to 1. */
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
            boolean learned,
            List<String> patterns,
            Map<String, List<String>> values) {

        private EntityType {
            patterns = patterns == null ? List.of() : patterns;
            values = values == null ? Map.of() : values;
        }
    }

    /**
     * @param name the value to report for every match, or null to report the matched text
     */
    private record Rule(EntityType type, Pattern pattern, String name) {

        Mention mention(Matcher matcher) {
            int group = matcher.groupCount() == 0 ? 0 : 1;
            String value = name == null ? matcher.group(group) : name;
            boolean isCode = value.chars().anyMatch(Character::isDigit);
            String cased = type.upper() && isCode ? value.toUpperCase(Locale.ROOT) : value;
            return new Mention(
                    new DetectedEntity(type.type(), cased),
                    matcher.start(group),
                    matcher.end(group),
                    false);
        }
    }
}
