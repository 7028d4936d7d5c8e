package io.supportassistant.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.CaseWanted;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.settings.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Decides which calls get a case without a request: the first rule whose conditions all hold. The
 * rules are a YAML file:
 *
 * <pre>{@code
 * cases:
 *   - name: danger            # said in the case
 *     words: [smoke, fire]    # the customer said one of them
 *     priority: urgent        # low, normal (if left out), high, urgent
 *   - name: unanswered
 *     articles: none_shown    # or none_helpful
 *   - name: known-fault
 *     entity: {type: error_code, value: E27}
 *     end_reason: idle
 * }</pre>
 *
 * A rule without words applies only to calls with a stated issue.
 */
public final class CaseRules {

    /** No rules: a call gets a case only on request. */
    public static final CaseRules NONE = new CaseRules(List.of());

    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private final List<Rule> rules;
    private final Map<String, Pattern> words;

    private CaseRules(List<Rule> rules) {
        this.rules = rules;
        this.words =
                rules.stream()
                        .flatMap(rule -> rule.words().stream())
                        .distinct()
                        .collect(Collectors.toMap(word -> word, CaseRules::whole));
    }

    /**
     * @throws SettingException if the file cannot be read or contains an invalid rule
     */
    public static CaseRules read(Path file) {
        try {
            Content content = YAML.readValue(Files.readAllBytes(file), Content.class);
            if (content == null) {
                throw new SettingException("the case rules file " + file + " is empty");
            }
            return new CaseRules(content.cases());
        } catch (JsonProcessingException e) {
            throw new SettingException("the case rules in " + file + " are invalid: " + reason(e));
        } catch (IOException e) {
            throw new SettingException("the case rules cannot be read: " + file);
        }
    }

    private static String reason(JsonProcessingException e) {
        return e.getCause() instanceof IllegalArgumentException ours
                ? ours.getMessage()
                : e.getOriginalMessage();
    }

    /** The words of the rules that a text contains, as they are in the rules. */
    Set<String> wordsIn(String text) {
        String said = text.toLowerCase(Locale.ROOT);
        return words.entrySet().stream()
                .filter(word -> word.getValue().matcher(said).find())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Pattern whole(String word) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])"
                        + Pattern.quote(word.toLowerCase(Locale.ROOT))
                        + "(?![\\p{L}\\p{N}])");
    }

    /**
     * The case that the rules require for a call, if any.
     *
     * @param said words of the rules that the customer said, see {@link #wordsIn}
     */
    public Optional<CaseWanted> wanted(CallRecord call, Collection<String> said) {
        return rules.stream()
                .filter(rule -> rule.matches(call, said))
                .findFirst()
                .map(rule -> new CaseWanted(rule.name(), rule.priority(), null));
    }

    private record Content(List<Rule> cases) {

        Content {
            cases = cases == null ? List.of() : List.copyOf(cases);
        }
    }

    private record Rule(
            String name,
            List<String> words,
            String articles,
            Named entity,
            String endReason,
            Priority priority) {

        private static final String NONE_SHOWN = "none_shown";
        private static final String NONE_HELPFUL = "none_helpful";

        Rule {
            if (name == null || name.isBlank()) {
                throw new IllegalArgumentException("a rule has no name");
            }
            words = words == null ? List.of() : words;
            priority = priority == null ? Priority.NORMAL : priority;
            if (articles != null
                    && !articles.equals(NONE_SHOWN)
                    && !articles.equals(NONE_HELPFUL)) {
                throw new IllegalArgumentException(
                        "articles must be " + NONE_SHOWN + " or " + NONE_HELPFUL);
            }
            if (words.isEmpty() && articles == null && entity == null && endReason == null) {
                throw new IllegalArgumentException("the rule " + name + " has no condition");
            }
            if (words.stream().anyMatch(word -> word == null || word.isBlank())) {
                throw new IllegalArgumentException("the rule " + name + " has an empty word");
            }
        }

        boolean matches(CallRecord call, Collection<String> said) {
            return (words.isEmpty()
                            ? call.issue() != null
                            : words.stream().anyMatch(said::contains))
                    && (!NONE_SHOWN.equals(articles) || call.articlesShown().isEmpty())
                    && (!NONE_HELPFUL.equals(articles) || call.articlesHelpful().isEmpty())
                    && (entity == null || entity.isIn(call))
                    && (endReason == null || endReason.equals(call.endReason()));
        }
    }

    /**
     * @param value or null for any
     */
    private record Named(String type, String value) {

        Named {
            if (type == null || type.isBlank()) {
                throw new IllegalArgumentException("an entity has no type");
            }
        }

        boolean isIn(CallRecord call) {
            return call.entities().stream()
                    .anyMatch(
                            entity ->
                                    type.equals(entity.type())
                                            && (value == null
                                                    || value.equalsIgnoreCase(entity.value())));
        }
    }
}
