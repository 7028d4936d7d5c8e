package io.supportassistant.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.supportassistant.answer.Answer;
import io.supportassistant.answer.Citation;
import io.supportassistant.assist.ModelResult;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.clarification.Clarification.ProposedQuestion;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.doubles.ModelServer;
import io.supportassistant.doubles.ModelServer.Mode;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelOutcome;
import io.supportassistant.events.ModelUse;
import io.supportassistant.events.Speaker;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.SearchQuery;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelAgentsTest {

    private static final String EXCERPT =
            "Error 401 means the password has expired.\n  Reset it on https://id.example.com/reset"
                    + " and sign in again within 30 minutes.";
    private static final List<FoundArticle> FOUND =
            List.of(
                    ModelFixture.article("KB-1", EXCERPT),
                    ModelFixture.article("KB-2", "The mobile app needs version 2.6 or newer."));

    private final ModelServer server = ModelServer.start();
    private final ModelFixture.Counted counted = new ModelFixture.Counted();
    private final LanguageModelAgents agents =
            LanguageModelAgents.open(
                    ModelFixture.settings(server, "MODEL_DEADLINE", "20s"),
                    Language.english(),
                    List.of("error_code", "version"),
                    List.of("identify_product", "get_version"),
                    counted,
                    Runnable::run);

    @AfterEach
    void stop() {
        agents.close();
        server.close();
    }

    @Test
    void shouldAnalyseACallTogether() {
        AssistRequest request = ModelFixture.call("Hello", "I get error 401 when I log in again");
        Analysis plain = ModelFixture.plain("error 401");

        ModelResult<Analysis> analysis = agents.contextAnalyzer().analyze(request, plain).join();
        assertThat(analysis.value().context().hasSufficientContext()).isTrue();
        assertThat(analysis.value().issueText()).isEqualTo("I get error 401 when I log in again");
        assertThat(analysis.value().context().detectedEntities())
                .containsExactly(new DetectedEntity("error_code", "401"));
        assertThat(analysis.use().promptVersion()).isEqualTo("context_analyzer/1");

        List<SearchQuery> queries =
                agents.queryFormulator().formulate(request, plain).join().value();
        assertThat(queries)
                .containsExactly(
                        new SearchQuery(SearchQuery.Kind.LLM_ENHANCED, "error when again", 0.8));

        Optional<Answer> answer = agents.answerer().answer(request, FOUND).join().value();
        assertThat(answer)
                .contains(
                        new Answer(
                                "Error 401 means the password has expired.",
                                List.of(
                                        new Citation(
                                                "KB-1",
                                                "Error 401 means the password has expired."))));

        Clarification clarification =
                agents.clarifier().clarify(request, plain, FOUND).join().value();
        assertThat(clarification.questions())
                .extracting(ProposedQuestion::purpose)
                .containsExactly("describe_symptom");
        assertThat(counted.outcomes)
                .containsExactly(
                        "context_analyzer ok",
                        "query_formulation ok",
                        "answer ok",
                        "clarification ok");
    }

    @Test
    void shouldGiveTheSameResultForARecordedAnswer() {
        AssistRequest request = ModelFixture.call("I get error 401");
        agents.answerer().answer(request, FOUND).join();
        String hash = ModelServer.hash(server.requests().get(0));
        server.record(hash, answering("Wait for 30 minutes.", 1, "within 30 minutes"));

        Optional<Answer> first = agents.answerer().answer(request, FOUND).join().value();
        Optional<Answer> second = agents.answerer().answer(request, FOUND).join().value();

        assertThat(first).isPresent().isEqualTo(second);
        assertThat(first.orElseThrow().text()).isEqualTo("Wait for 30 minutes.");
        // Another call is another request, so the recording does not match it.
        assertThat(agents.answerer().answer(ModelFixture.call("401"), FOUND).join().value())
                .isNotEqualTo(first);
    }

    @Test
    void shouldKeepThePlainAnalysisWhenTheModelNamesNoIssue() {
        server.record(
                request -> true,
                """
                {"has_sufficient_context": true, "detected_issue": " ", "confidence": "high",
                 "detected_entities": [
                   {"type": "error_code", "value": "e 40"}, {"type": "error_code", "value": "E 4012"},
                   {"type": "version", "value": "2.5"}, {"type": "colour", "value": "red"},
                   {"type": "error_code"}]}
                """);
        Analysis plain = ModelFixture.plain("it fails");

        Analysis analysis =
                agents.contextAnalyzer()
                        .analyze(
                                ModelFixture.call("E 4012 in version two point five, it's red"),
                                plain)
                        .join()
                        .value();

        assertThat(analysis.issueText()).isEqualTo("it fails");
        assertThat(analysis.context().issueText()).isEqualTo("it fails");
        assertThat(analysis.context().confidence()).isEqualTo(0.4);
        assertThat(analysis.context().needsClarification()).isTrue();
        // Without an issue, the model's verdict has no subject.
        assertThat(analysis.context().hasSufficientContext()).isFalse();
        // "e 40" is only a part of a word; 2.5 was said in words.
        assertThat(analysis.context().detectedEntities())
                .containsExactly(
                        new DetectedEntity("error_code", "E 4012"),
                        new DetectedEntity("version", "2.5"));
    }

    @Test
    void shouldRejectAnAnalysisWithoutSufficientContextField() {
        server.record(request -> true, "{\"queries\": []}");

        assertThatThrownBy(
                        () ->
                                agents.contextAnalyzer()
                                        .analyze(ModelFixture.call("hi"), ModelFixture.plain("hi"))
                                        .join())
                .satisfies(
                        failure -> {
                            ModelException model = ModelException.in(failure);
                            assertThat(model.outcome()).isEqualTo(ModelOutcome.UNREADABLE);
                            assertThat(model.use().inputTokens()).isPositive();
                        });
    }

    @Test
    void shouldBoundQueries() {
        server.record(
                request -> true,
                """
                {"queries": [
                  {"text": "  reset\\n\\u200bthe **password** ", "confidence": 7},
                  {"text": "Reset the password", "confidence": 0.1},
                  {"text": "", "confidence": 0.5},
                  {"text": "%s", "confidence": "no"}]}
                """
                        .formatted("sign in ".repeat(100)));

        List<SearchQuery> queries =
                agents.queryFormulator()
                        .formulate(ModelFixture.call("x"), ModelFixture.plain("x"))
                        .join()
                        .value();

        assertThat(queries).hasSize(2);
        assertThat(queries.get(0).text()).isEqualTo("reset the password");
        assertThat(queries.get(0).confidence()).isEqualTo(1);
        assertThat(queries.get(1).text()).hasSizeLessThanOrEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Reset the password. | 1 | Error 401 means the password has expired. | ''",
                "Reset it on https://id.example.com/reset. | 1 | Reset it on"
                        + " https://id.example.com/reset | ''",
                "Wait 30 minutes, then error 401 is gone. | 1 | password has   expired. Reset it on"
                        + " | ''",
                "Reset it. | 1 | the password has run out. | quote_not_found",
                "Reset it. | 1 | ERROR 401 MEANS THE PASSWORD | quote_not_found",
                "Reset it. | 1 | password | quote_not_found",
                "Reset it. | 2 | the password has expired | quote_not_found",
                "Reset it. | 3 | the password has expired | unknown_excerpt",
                "Reset it. | 0 | the password has expired | unknown_excerpt",
                "Reset it on https://id.example.com/other. | 1 | the password has expired |"
                        + " foreign_link",
                "Reset it on id.example.org today. | 1 | the password has expired | foreign_link",
                "Reset it on https://id.example.com/reset. | 2 | needs version 2.6 or newer |"
                        + " foreign_link",
                "Read bit.ly/abcd first. | 1 | the password has expired | foreign_link",
                "Ask evil.support about it. | 1 | the password has expired | foreign_link",
                "Call eight hundred five five five one two one two. | 1 | the password has expired"
                        + " | foreign_number",
                "Call eight hundred, fifty five fifty, twelve twelve. | 1 | the password has"
                        + " expired | foreign_number",
                "Call one eight-hundred five-fifty-five twelve twelve. | 1 | the password has"
                        + " expired | foreign_number",
                "Rufen Sie null achthundert fünfundfünfzig zwölf zwölf an. | 1 | the password has"
                        + " expired | foreign_number",
                "Call \u2460\u2467\u24ea\u24ea\u2464\u2464\u2464. | 1 | the password has expired |"
                        + " foreign_number",
                "Ask evil\u3002support now. | 1 | the password has expired | foreign_link",
                "Ask evil\u2024support now. | 1 | the password has expired | foreign_link",
                "Ask evil\uff0esupport now. | 1 | the password has expired | foreign_link",
                "Ask evil dot support about it. | 1 | the password has expired | foreign_link",
                "Open http:/evil/x now. | 1 | the password has expired | foreign_link",
                "Open \\\\evil\\share now. | 1 | the password has expired | foreign_link",
                "Wait 45 minutes. | 1 | the password has expired | foreign_number",
                "Call 0900 555 0199. | 1 | the password has expired | foreign_number",
                "Your card 4111111 works. | 1 | the password has expired | foreign_number",
                "See [here](x). | 1 | the password has expired | markup",
                "<b>Reset</b> it. | 1 | the password has expired | markup",
                "'' | 1 | the password has expired | not_answered"
            })
    void shouldShowOnlyAnswersThatTheirExcerptsSupport(
            String text, int excerpt, String quote, String withheld) {
        server.record(request -> true, answering(text, excerpt, quote));

        Optional<Answer> answer =
                agents.answerer()
                        .answer(ModelFixture.call("I get error 401, my card is 4111111"), FOUND)
                        .join()
                        .value();

        assertThat(counted.withheld).isEqualTo(withheld.isEmpty() ? List.of() : List.of(withheld));
        assertThat(answer.isPresent()).isEqualTo(withheld.isEmpty());
        answer.ifPresent(shown -> assertThat(EXCERPT).contains(shown.citations().get(0).quote()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"answered\":false,\"answer\":\"Reset"
                        + " it.\",\"citations\":[{\"excerpt_number\":1,\"quote\":\"the password has"
                        + " expired\"}]}",
                "{\"answered\":true,\"answer\":\"Reset it.\",\"citations\":[]}",
                "{\"answered\":true,\"answer\":\"Reset it.\"}",
                "{\"answered\":true,\"answer\":\"Reset"
                        + " it.\",\"citations\":[{\"excerpt_number\":1,\"quote\":\"the password has"
                        + " expired\"},{\"excerpt_number\":1,\"quote\":\"and one more made up\"}]}",
                "{}"
            })
    void shouldShowNoAnswerWithAnUngroundedPart(String content) {
        server.record(request -> true, content);

        assertThat(agents.answerer().answer(ModelFixture.call("401"), FOUND).join().value())
                .isEmpty();
        assertThat(counted.withheld).hasSize(1);
    }

    @Test
    void shouldNotCallTheModelWithoutArticles() {
        ModelResult<Optional<Answer>> answer =
                agents.answerer().answer(ModelFixture.call("401"), List.of()).join();

        assertThat(answer.value()).isEmpty();
        assertThat(answer.use()).isEqualTo(ModelUse.NONE);
        assertThat(server.count()).isZero();
    }

    @Test
    void shouldNotRepeatQuestionsAndAskAtMostThree() {
        server.record(
                request -> true,
                """
                {"answered_purposes": [
                   {"purpose": "get_version", "quote": "it's two  point FIVE"},
                   {"purpose": "identify_product", "quote": "it is the router"},
                   {"purpose": "identify_product", "quote": "Ok. Which light"},
                   {"purpose": "identify_product", "quote": "wo point fi"},
                   {"purpose": "identify_product"},
                   {"purpose": "made_up", "quote": "two point five"}, "identify_product"],
                 "questions": [
                   {"purpose": "Get Version", "priority": 1, "question": "Which version is it?"},
                   {"purpose": "light", "priority": 9, "question": "Which light is on now?"},
                   {"purpose": "Since-When!", "priority": 2, "question": "Since when?"},
                   {"purpose": "since_when", "priority": 1, "question": "Since what day?"},
                   {"purpose": "order", "priority": 3, "question": "Send me your order."},
                   {"purpose": "", "priority": 3, "question": "Really?"},
                   {"purpose": "a", "priority": 3, "question": "What is your password?"},
                   {"purpose": "b", "priority": 3, "question": "Could you read me your full card number?"},
                   {"purpose": "c", "priority": 3, "question": "And the code on the back of it, the CVC?"},
                   {"purpose": "d", "priority": 3, "question": "Will you open evil dot support?"},
                   {"purpose": "late", "priority": 1, "question": "Too late to be read?"}]}
                """);
        AssistRequest request =
                ModelFixture.call(
                        null,
                        List.of(
                                new Turn(
                                        "1",
                                        Speaker.CUSTOMER,
                                        "It does not work, it's two point five.",
                                        0L),
                                new Turn("2", Speaker.AGENT, "Ok. Which light is on?", 1L)));

        Clarification clarification =
                agents.clarifier()
                        .clarify(request, ModelFixture.plain("does not work"), List.of())
                        .join()
                        .value();

        // The others are not in the customer's words.
        assertThat(clarification.answeredPurposes()).containsExactly("get_version");
        assertThat(counted.withheld).containsOnly("quote_not_found").hasSize(4);
        assertThat(clarification.questions())
                .containsExactly(new ProposedQuestion("since_when", 2, "Since when?"));
    }

    @Test
    void shouldAbortTheRequestWhenTheAgentIsCancelled() {
        server.behave(Mode.HANG);
        CompletableFuture<?> pending =
                agents.clarifier()
                        .clarify(ModelFixture.call("x"), ModelFixture.plain("x"), List.of());
        await().until(() -> server.requests().size() == 1);

        pending.cancel(true);

        await().atMost(Duration.ofSeconds(5)).until(() -> server.aborted() == 1);
        assertThat(counted.outcomes).containsExactly("clarification cancelled");
    }

    @Test
    void shouldFindPromptsByVersionAndUseTheNewestByDefault() {
        for (String agent : Prompts.AGENTS) {
            Prompt newest = Prompts.of(List.of()).of(agent);
            assertThat(newest.version()).startsWith(agent + "/");
            assertThat(newest.system()).isNotBlank().doesNotContain("{{");
            assertThat(Prompts.of(List.of(agent + "/1")).of(agent).version())
                    .isEqualTo(agent + "/1");
        }
        assertThatThrownBy(() -> Prompts.of(List.of("answer/../clarification/1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String answering(String text, int excerpt, String quote) {
        return JsonObject.of(
                        "answered",
                        true,
                        "answer",
                        text,
                        "citations",
                        List.of(Map.of("excerpt_number", excerpt, "quote", quote)))
                .encode();
    }
}
