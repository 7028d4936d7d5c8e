package io.supportassistant.clarification;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.supportassistant.events.DetectedEntity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The questions of the plain agent, as data: see {@code language/questions.yaml}. */
public final class QuestionCatalog {

    /** The agent has asked a question if the turn contains at least this share of its words. */
    private static final double SHARE_OF_A_QUESTION = 0.7;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}']{3,}");

    private final List<Entry> entries;

    private QuestionCatalog(List<Entry> entries) {
        this.entries = entries.stream().sorted(Comparator.comparingInt(Entry::priority)).toList();
    }

    public static QuestionCatalog standard() {
        try (InputStream in =
                QuestionCatalog.class.getResourceAsStream("/language/questions.yaml")) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the operator's own questions.
     *
     * @throws UncheckedIOException if the file cannot be read or does not have the format of the
     *     standard one
     */
    public static QuestionCatalog from(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "clarifying questions in " + file + " cannot be used", e);
        }
    }

    /**
     * @param file the operator's own questions, or null for the standard ones
     */
    public static QuestionCatalog standardOr(String file) {
        return file == null ? standard() : from(Path.of(file));
    }

    private static QuestionCatalog read(InputStream in) throws IOException {
        YAMLMapper mapper =
                YAMLMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();
        return new QuestionCatalog(mapper.readValue(in, CatalogFile.class).questions());
    }

    /** The purposes of the questions, the first to ask first. */
    public List<String> purposes() {
        return entries.stream().map(Entry::purpose).toList();
    }

    /** The questions for this occasion and an issue with these entities, the first to ask first. */
    List<Entry> questionsWhen(Occasion occasion, Collection<DetectedEntity> issueEntities) {
        return entries.stream()
                .filter(entry -> entry.when().contains(occasion))
                .filter(entry -> entry.isAbout(issueEntities))
                .toList();
    }

    /** The questions that distinguish equally likely articles, the first to ask first. */
    List<Entry> questionsBetween(Disagreement disagreement) {
        return entries.stream()
                .filter(entry -> entry.when().contains(Occasion.AMBIGUOUS))
                .flatMap(
                        entry ->
                                disagreement
                                        .choice(entry.differsIn())
                                        .map(values -> entry.with(values))
                                        .stream())
                .toList();
    }

    /** The purposes that need no question any more. */
    List<String> answered(Collection<DetectedEntity> entities, Collection<String> customerTexts) {
        Set<String> types = entities.stream().map(DetectedEntity::type).collect(Collectors.toSet());
        List<String> texts =
                customerTexts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
        return entries.stream()
                .filter(entry -> entry.answeredBy().matches(types, texts))
                .map(Entry::purpose)
                .toList();
    }

    /** The purposes of the questions that a text asks, in the same or similar words. */
    List<String> askedBy(String agentText) {
        Set<String> said = words(agentText);
        String lower = agentText.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        return entries.stream()
                .filter(
                        entry ->
                                entry.isAskedBy(lower)
                                        || containsMost(said, words(entry.question())))
                .map(Entry::purpose)
                .toList();
    }

    private static boolean containsMost(Set<String> said, Set<String> question) {
        return !question.isEmpty()
                && question.stream().filter(said::contains).count()
                        >= SHARE_OF_A_QUESTION * question.size();
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT).replace('\u2019', '\''))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    enum Occasion {
        VAGUE,
        NOT_FOUND,
        AMBIGUOUS
    }

    record Entry(
            String purpose,
            String question,
            int priority,
            List<Occasion> when,
            List<String> about,
            @JsonProperty("answered_by") AnsweredBy answeredBy,
            @JsonProperty("asked_as") List<Pattern> askedAs,
            @JsonProperty("differs_in") String differsIn) {

        Entry {
            Objects.requireNonNull(purpose, "purpose is missing");
            Objects.requireNonNull(question, "question is missing");
            Objects.requireNonNull(when, "when is missing");
            answeredBy = answeredBy == null ? new AnsweredBy(null, null) : answeredBy;
            askedAs = askedAs == null ? List.of() : askedAs;
            if (when.contains(Occasion.AMBIGUOUS) != (differsIn != null)) {
                throw new IllegalArgumentException(
                        purpose + ": ambiguous and differs_in must be set together");
            }
        }

        boolean isAskedBy(String agentText) {
            return askedAs.stream().anyMatch(pattern -> pattern.matcher(agentText).find());
        }

        Entry with(String values) {
            return new Entry(
                    purpose,
                    question.replace("{values}", values),
                    priority,
                    when,
                    about,
                    answeredBy,
                    askedAs,
                    differsIn);
        }

        boolean isAbout(Collection<DetectedEntity> entities) {
            return about == null
                    || entities.stream().anyMatch(entity -> about.contains(entity.type()));
        }
    }

    record AnsweredBy(List<String> entities, List<Pattern> patterns) {

        AnsweredBy {
            entities = entities == null ? List.of() : entities;
            patterns = patterns == null ? List.of() : patterns;
        }

        boolean matches(Set<String> types, List<String> texts) {
            return entities.stream().anyMatch(types::contains)
                    || patterns.stream()
                            .anyMatch(
                                    pattern ->
                                            texts.stream()
                                                    .anyMatch(
                                                            text -> pattern.matcher(text).find()));
        }
    }

    private record CatalogFile(List<Entry> questions) {

        private CatalogFile {
            Objects.requireNonNull(questions, "questions are missing");
        }
    }
}
