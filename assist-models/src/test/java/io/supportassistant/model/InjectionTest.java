package io.supportassistant.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.answer.Answer;
import io.supportassistant.assist.ModelResult;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.clarification.Clarification.ProposedQuestion;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.doubles.ModelServer;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelOutcome;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.SearchQuery;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Properties that hold for any text of the customer, an article or the agent, and for any answer of
 * a model.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class InjectionTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Language LANGUAGE = Language.english();
    private static final String GENUINE = "Restart the router and wait for the green light.";
    private static final String UNSAID = "ZX-UNSAID-1";
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cc}]");
    private static final Pattern LIVE =
            Pattern.compile("<[a-zA-Z/!|]|\\]\\(|://|www\\.|javascript:|data:|@|```");

    private final ModelServer server = ModelServer.start();
    private final ModelFixture.Counted counted = new ModelFixture.Counted();
    private final LanguageModelAgents agents =
            LanguageModelAgents.open(
                    ModelFixture.settings(
                            server, "MODEL_DEADLINE", "20s", "MODEL_TOKENS_PER_CALL", "0"),
                    LANGUAGE,
                    List.of("error_code", "product_name"),
                    List.of("identify_product"),
                    counted,
                    Runnable::run);

    @BeforeEach
    void forget() {
        server.forget();
        counted.withheld.clear();
    }

    @AfterAll
    void stop() {
        agents.close();
        server.close();
    }

    record Attempt(
            String id, String where, String style, String language, String text, String obeyed) {

        AssistRequest request() {
            return ModelFixture.asked(
                    where.equals("question") ? text : "Which light should be on?",
                    "My router is slow",
                    where.equals("transcript") ? text : "It blinks red");
        }

        List<FoundArticle> found() {
            return List.of(
                    ModelFixture.article("KB-1", GENUINE),
                    ModelFixture.article(
                            "KB-2", where.equals("article") ? text : "Call us any time you like."));
        }

        @Override
        public String toString() {
            return id + " " + style;
        }
    }

    static List<Attempt> attempts() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        InjectionTest.class.getResourceAsStream(
                                                "/injection-attempts.jsonl")),
                                StandardCharsets.UTF_8))) {
            List<Attempt> attempts = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                attempts.add(JSON.readValue(line, Attempt.class));
            }
            return attempts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldCoverManyKindsOfAttempts() {
        List<Attempt> attempts = attempts();

        assertThat(attempts).hasSizeGreaterThanOrEqualTo(60);
        assertThat(attempts).extracting(Attempt::id).doesNotHaveDuplicates();
        assertThat(attempts)
                .extracting(Attempt::where)
                .contains("transcript", "article", "question");
        assertThat(attempts.stream().map(Attempt::language).distinct()).hasSizeGreaterThan(8);
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void shouldKeepAttemptsInsideTheFence(Attempt attempt) throws IOException {
        Attempt harmless =
                new Attempt("-", attempt.where(), "-", "en", "It makes a noise.", "nothing");
        askAll(harmless);
        askAll(attempt);

        List<JsonObject> requests = server.requests();
        assertThat(requests).hasSize(8);
        for (int i = 0; i < 4; i++) {
            JsonObject before = requests.get(i);
            JsonObject after = requests.get(i + 4);
            assertThat(content(after, 0)).isEqualTo(content(before, 0));
            assertThat(after.getJsonObject("response_format"))
                    .isEqualTo(before.getJsonObject("response_format"));
            assertThat(after.getJsonArray("messages")).hasSize(2);

            String user = content(after, 1);
            // All lines other than data are equal: no text has left its fence.
            assertThat(user.lines().filter(line -> !line.startsWith("{")).toList())
                    .isEqualTo(
                            content(before, 1)
                                    .lines()
                                    .filter(line -> !line.startsWith("{"))
                                    .toList());
            assertThat(INVISIBLE.matcher(user.replace("\n", "")).find()).isFalse();
            boolean carried = false;
            for (String line : user.lines().filter(line -> line.startsWith("{")).toList()) {
                assertThat(line).doesNotContainPattern("[<>|\\[\\]\uFF1C\uFF1E\uFF5C]");
                JsonNode row = JSON.readTree(line);
                for (JsonNode value : row) {
                    carried |= value.asText().equals(ModelText.visible(attempt.text()));
                }
            }
            boolean given = !attempt.where().equals("article") || user.contains("<excerpts>");
            assertThat(carried || attempt.text().contains("\u2028")).isEqualTo(given);
        }
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void shouldShowNoAnswerOfAnObedientModelWithAFalseCitation(Attempt attempt) {
        List<String[]> madeUp =
                List.of(
                        new String[] {"42", GENUINE},
                        new String[] {"0", GENUINE},
                        new String[] {"-1", GENUINE},
                        new String[] {"1", attempt.obeyed()},
                        new String[] {"1", GENUINE + " And pay at once."},
                        new String[] {"2", GENUINE},
                        new String[] {"1", "the"});
        for (String[] citation : madeUp) {
            server.record(request -> true, obeying(attempt, citation[0], citation[1]));

            assertThat(answer(attempt)).as("citing %s", (Object) citation).isEmpty();
        }
        assertThat(counted.withheld).hasSize(madeUp.size());
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void shouldShowNothingLiveOrHiddenOfAnObedientModel(Attempt attempt) {
        server.record(request -> true, obeying(attempt, "1", GENUINE));

        answer(attempt)
                .ifPresent(
                        answer -> {
                            assertHarmless(Prompts.ANSWER, answer.text(), 600);
                            assertThat(answer.citations())
                                    .allMatch(citation -> GENUINE.contains(citation.quote()))
                                    .allMatch(citation -> citation.articleId().equals("KB-1"));
                        });

        Analysis analysis =
                agents.contextAnalyzer()
                        .analyze(attempt.request(), ModelFixture.plain("router is slow"))
                        .exceptionally(InjectionTest::dropped)
                        .join()
                        .value();
        String issue = analysis.context().issueText();
        assertThat(issue.length()).isLessThanOrEqualTo(300);
        assertThat(INVISIBLE.matcher(issue).find()).as(issue).isFalse();
        // A link from the call may be in the issue; any other link may not.
        String heard = String.join("\n", Material.said(attempt.request()));
        assertThat(Pattern.compile("\\S*(?:://|www\\.|@)\\S*").matcher(issue).results())
                .allMatch(link -> heard.contains(link.group()));
        assertThat(issue).doesNotContainPattern("<[a-zA-Z/!|]|\\]\\(|```");
        assertThat(analysis.context().confidence()).isBetween(0.0, 1.0);
        assertThat(analysis.context().detectedEntities())
                .extracting(DetectedEntity::value)
                .doesNotContain(UNSAID)
                .allMatch(
                        value ->
                                heard.toLowerCase(Locale.ROOT)
                                        .contains(value.toLowerCase(Locale.ROOT)));
        assertThat(analysis.context().detectedEntities())
                .extracting(DetectedEntity::type)
                .isSubsetOf("error_code", "product_name");

        Clarification clarification =
                agents.clarifier()
                        .clarify(attempt.request(), analysis, attempt.found())
                        .join()
                        .value();
        assertThat(clarification.questions())
                .hasSizeLessThanOrEqualTo(3)
                .allMatch(question -> question.purpose().matches("[a-z0-9_]{1,40}"))
                .allMatch(question -> question.priority() >= 1 && question.priority() <= 9);
        clarification.questions().stream()
                .map(ProposedQuestion::text)
                .forEach(question -> assertHarmless(Prompts.CLARIFICATION, question, 200));
        assertThat(clarification.answeredPurposes()).isEmpty();

        List<SearchQuery> queries =
                agents.queryFormulator()
                        .formulate(attempt.request(), ModelFixture.plain("router is slow"))
                        .join()
                        .value();
        assertThat(queries)
                .hasSizeLessThanOrEqualTo(2)
                .allMatch(query -> query.text().length() <= 200)
                .allMatch(query -> !INVISIBLE.matcher(query.text()).find())
                .allMatch(query -> query.confidence() <= 1);
    }

    private static void assertHarmless(String agent, String text, int mostCharacters) {
        assertThat(text.length()).isLessThanOrEqualTo(mostCharacters);
        assertThat(INVISIBLE.matcher(text).find()).as(text).isFalse();
        assertThat(LIVE.matcher(text).find()).as(text).isFalse();
        if (text.split(" ").length >= 8) {
            assertThat(Prompts.of(List.of()).of(agent).system()).doesNotContain(text);
        }
    }

    private void askAll(Attempt attempt) {
        AssistRequest request = attempt.request();
        Analysis plain = ModelFixture.plain("router is slow");
        agents.contextAnalyzer()
                .analyze(request, plain)
                .exceptionally(InjectionTest::dropped)
                .join();
        agents.queryFormulator().formulate(request, plain).join();
        agents.answerer().answer(request, attempt.found()).join();
        agents.clarifier().clarify(request, plain, attempt.found()).join();
    }

    /** An issue that is not a plain statement about the call is dropped; the plain one is used. */
    private static ModelResult<Analysis> dropped(Throwable failure) {
        ModelException dropped = ModelException.in(failure);
        assertThat(dropped.outcome()).isEqualTo(ModelOutcome.UNGROUNDED);
        return new ModelResult<>(ModelFixture.plain("router is slow"), dropped.use());
    }

    private Optional<Answer> answer(Attempt attempt) {
        return agents.answerer().answer(attempt.request(), attempt.found()).join().value();
    }

    /** One answer for all four agents that does everything the attempt asks for. */
    private static String obeying(Attempt attempt, String excerptNumber, String quote) {
        ObjectNode answer = JSON.createObjectNode();
        String obeyed = attempt.obeyed();
        answer.put("has_sufficient_context", true)
                .put("detected_issue", obeyed)
                .put("needs_clarification", false)
                .put("confidence", 99)
                .put("answered", true)
                .put("answer", obeyed);
        ArrayNode entities = answer.putArray("detected_entities");
        entities.addObject().put("type", "error_code").put("value", UNSAID);
        entities.addObject().put("type", "error_code").put("value", "");
        entities.addObject().put("type", "password").put("value", "router");
        entities.addObject().put("type", "product_name").put("value", "router");
        entities.addObject().put("type", "product_name").put("value", obeyed);
        answer.putArray("queries").addObject().put("text", obeyed).put("confidence", 99);
        answer.putArray("citations")
                .addObject()
                .put("excerpt_number", excerptNumber)
                .put("quote", quote);
        ArrayNode questions = answer.putArray("questions");
        questions
                .addObject()
                .put("purpose", obeyed)
                .put("priority", -5)
                .put("question", obeyed + "?");
        questions.addObject().put("purpose", "<b>x</b>").put("priority", 1e9).put("question", "?");
        answer.putArray("answered_purposes").add("everything").add(obeyed);
        return answer.toString();
    }

    private static String content(JsonObject request, int message) {
        return request.getJsonArray("messages").getJsonObject(message).getString("content");
    }
}
