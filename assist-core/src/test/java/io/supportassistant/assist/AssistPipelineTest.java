package io.supportassistant.assist;

import static io.supportassistant.conversation.SampleCall.SESSION;
import static io.supportassistant.conversation.SampleCall.asked;
import static io.supportassistant.conversation.SampleCall.at;
import static io.supportassistant.conversation.SampleCall.errorCode;
import static io.supportassistant.conversation.SampleCall.product;
import static io.supportassistant.conversation.SampleCall.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.clarification.Clarification;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.Exchange;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.SessionIds;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.KnowledgeSearch.Inquiry;
import io.supportassistant.knowledge.SearchQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssistPipelineTest extends AssistPipelineFakes {

    @Test
    void shouldRunTheFourAgentsInOrder() {
        AssistResult result = run(SPEECH);

        assertThat(result.request()).isEqualTo(SPEECH);
        assertThat(result.outcome()).isEqualTo(AgentAction.OK);
        assertThat(result.articles()).extracting("articleId").containsExactly("KB-1", "KB-2");
        assertThat(result.clarification()).isEqualTo(ASK_PRODUCT);
        assertThat(result.context().confidence()).isEqualTo(0.9);
        assertThat(outcomes(result))
                .containsExactly(
                        "context_analyzer ok",
                        "query_formulation ok",
                        "knowledge_search ok",
                        "clarification ok");
    }

    @Test
    void shouldRecordEveryAgentWithAStableId() {
        List<AgentAction> actions = run(SPEECH).actions();

        assertThat(actions).extracting(AgentAction::actionId).doesNotHaveDuplicates();
        assertThat(run(SPEECH).actions())
                .extracting(AgentAction::actionId)
                .isEqualTo(actions.stream().map(AgentAction::actionId).toList());
        AgentAction first = actions.get(0);
        assertThat(first.actionId())
                .isEqualTo(SessionIds.within(SESSION, "action", "1", "context_analyzer"));
        assertThat(first.sessionId()).isEqualTo(SESSION);
        assertThat(first.run()).isEqualTo(1);
        assertThat(first.actionType()).isEqualTo("analyze_context");
        assertThat(first.timestamp()).isEqualTo(at(250));
        assertThat(actions)
                .extracting(AgentAction::confidence)
                // analysis, best query, best article, and clarification gives none
                .containsExactly(0.9, 0.75, 0.9, null);
        assertThat(actions)
                .allSatisfy(action -> assertThat(action.processingTimeMs()).isNotNegative());
    }

    @Test
    void shouldRecordTheQueriesWithTheQueryFormulator() {
        SearchQuery code =
                new SearchQuery(
                        SearchQuery.Kind.ENTITY_BASED_ERROR_CODE,
                        "401 login_problem",
                        0.95,
                        "error 401");
        SearchQuery blank = new SearchQuery(SearchQuery.Kind.SEMANTIC, " ", 0.75);
        formulator = (request, analysis) -> done(List.of(code, blank, QUERY));

        for (AgentAction action : run(SPEECH).actions()) {
            if (action.agentName().equals("query_formulation")) {
                // an index does not search for a blank
                assertThat(action.queries())
                        .containsExactly(
                                new AgentAction.Query(
                                        "401 login_problem", "entity_based_error_code", 0.95),
                                new AgentAction.Query("error 401", "semantic", 0.75));
            } else {
                assertThat(action.queries()).as(action.agentName()).isEmpty();
            }
        }
    }

    @Test
    void shouldRecordNoQueriesWhenNoneWereFormulated() {
        formulator = (request, analysis) -> failure(false);

        assertThat(run(SPEECH).actions())
                .hasSize(4)
                .allSatisfy(action -> assertThat(action.queries()).isEmpty());
    }

    @Test
    void shouldReportTheTimesOfItsStages() {
        AssistResult result = run(SPEECH);

        assertThat(result.timings().receivedAt()).isEqualTo(SPEECH.receivedAt());
        assertThat(result.timings().triggeredAt()).isEqualTo(SPEECH.triggeredAt());
        assertThat(result.timings().assistStartedAt()).isEqualTo(at(250));
        assertThat(result.timings().assistEndedAt()).isEqualTo(at(250));
        assertThat(result.timings().publishedAt()).isNull();
        assertThat(result.timings().knowledgeSearchMs())
                .isEqualTo(result.actions().get(2).processingTimeMs());
    }

    // ---- whether to search

    @Test
    void shouldSearchEvenIfTheIssueIsNotUnderstood() {
        analyzer = request -> done(vague(true));

        AssistResult result = run(SPEECH);

        assertThat(result.outcome()).isEqualTo(AgentAction.OK);
        assertThat(result.articles()).hasSize(2);
        assertThat(result.clarification()).isEqualTo(ASK_PRODUCT);
    }

    @Test
    void shouldPassOnTheSubjectsOfTheCall() {
        analyzer =
                request ->
                        done(
                                new Analysis(
                                        new AnalyzedContext(
                                                true, "other", "", List.of(), false, 0.9),
                                        new Exchange("", "it is open?", true),
                                        "it is open?",
                                        List.of(),
                                        List.of(),
                                        Set.of("Gonville"),
                                        true,
                                        true));
        List<Inquiry> seen = new ArrayList<>();
        knowledge =
                (inquiry, limit) -> {
                    seen.add(inquiry);
                    return done(Findings.nothing());
                };
        run(SPEECH);

        assertThat(seen).containsExactly(new Inquiry(List.of(QUERY), Set.of("Gonville")));
    }

    // ---- need for an article

    @Test
    void shouldShowNothingForSpeechWithoutANeed() {
        analyzer = request -> done(remark(true));

        AssistResult result = run(SPEECH);

        assertThat(result.need()).isZero();
        assertThat(result.articles()).isEmpty();
        assertThat(result.outcome()).isEqualTo(AssistPipeline.NOT_NEEDED);
        // still found, for the record
        assertThat(result.findings().articles()).hasSize(2);
    }

    @Test
    void shouldReportInsufficientContext() {
        analyzer = request -> done(remark(false));

        assertThat(run(SPEECH).outcome()).isEqualTo(AssistPipeline.INSUFFICIENT_CONTEXT);
    }

    @Test
    void shouldShowArticlesWhenTheNeedEqualsTheThreshold() {
        // a stated problem counts as a need of 1 where there are no embeddings to learn from
        settings = new AgentSettings(0.6, 1, 0.5, Duration.ofSeconds(30));

        assertThat(run(SPEECH).articles()).hasSize(2);
    }

    @Test
    void shouldAlwaysAnswerTheAgent() {
        analyzer = request -> done(remark(false));

        AssistResult result = run(QUESTION);

        assertThat(result.need()).isEqualTo(1);
        assertThat(result.articles()).hasSize(2);
    }

    @Test
    void shouldShowNoArticleWhileAGuideLeads() {
        clarifier =
                (request, analysis, found) ->
                        done(new Clarification(true, true, List.of(), List.of()));

        AssistResult result = run(SPEECH);

        // the customer answers and asks nothing back
        assertThat(result.need()).isZero();
        assertThat(result.outcome()).isEqualTo(AssistPipeline.NOT_NEEDED);
    }

    @Test
    void shouldNotSearchAgainWhenNothingNewWasSaid() {
        analyzer = request -> done(analysis(true, true, false, List.of()));

        AssistResult result = run(SPEECH);

        assertThat(result.outcome()).isEqualTo(AssistPipeline.NOTHING_NEW);
        assertThat(outcomes(result)).containsExactly("context_analyzer ok", "clarification ok");
    }

    @Test
    void shouldAlwaysSearchForTheAgentsQuestion() {
        analyzer = request -> done(vague(false));

        AssistResult result = run(QUESTION);

        assertThat(result.outcome()).isEqualTo(AgentAction.OK);
        assertThat(result.articles()).hasSize(2);
        assertThat(result.whyNow()).isEqualTo("You asked: how long is the warranty");
    }

    @Test
    void shouldReportThatNothingWasFound() {
        knowledge = (inquiry, limit) -> done(Findings.nothing());

        assertThat(run(SPEECH).outcome()).isEqualTo(AssistPipeline.NOTHING_FOUND);
        assertThat(run(QUESTION).outcome()).isEqualTo(AssistPipeline.NOTHING_FOUND);
    }

    @Test
    void shouldPassTheFindingsToTheClarifier() {
        Findings.Evidence evidence = new Findings.Evidence(null, 0.9, 0.1, 0.8);
        knowledge =
                (inquiry, limit) ->
                        done(
                                new Findings(
                                        List.of(found("KB-1", 0.9), found("KB-2", 0.2)),
                                        List.of("Gonville"),
                                        evidence,
                                        true));
        List<Findings> seen = new ArrayList<>();
        clarifier =
                (request, analysis, found) -> {
                    seen.add(found);
                    return done(ASK_NOTHING);
                };
        run(SPEECH);

        // only the articles similar enough to be shown
        assertThat(seen)
                .containsExactly(
                        new Findings(
                                List.of(found("KB-1", 0.9)), List.of("Gonville"), evidence, true));
    }

    // ---- minimum similarity

    @Test
    void shouldDropArticlesBelowTheMinimumSimilarity() {
        knowledge = (inquiry, limit) -> done(findings(found("KB-1", 0.5), found("KB-2", 0.499)));

        // least similarity 0.5; the share of the best would be 0.9 * 0.5 = 0.45
        assertThat(run(SPEECH).articles()).extracting("articleId").containsExactly("KB-1");
    }

    @Test
    void shouldDropArticlesFarBehindTheBest() {
        knowledge =
                (inquiry, limit) ->
                        done(findings(found("KB-1", 1), found("KB-2", 0.9), found("KB-3", 0.89)));

        // 0.9 * 1 = 0.9
        assertThat(run(SPEECH).articles()).extracting("articleId").containsExactly("KB-1", "KB-2");
    }

    @Test
    void shouldFindNothingWhenNoArticleIsNear() {
        knowledge = (inquiry, limit) -> done(findings(found("KB-1", 0.3)));

        AssistResult result = run(SPEECH);

        assertThat(result.outcome()).isEqualTo(AssistPipeline.NOTHING_FOUND);
        assertThat(result.articles()).isEmpty();
        assertThat(result.actions().get(2).confidence()).isEqualTo(0.3);
    }

    // ---- why now

    @Test
    void shouldQuoteTheNamedThingsAsTheReason() {
        analyzer = request -> done(clear(errorCode("401"), version("2.5"), product("mobile app")));

        assertThat(run(SPEECH).whyNow())
                .isEqualTo("Customer mentioned error 401, version 2.5, mobile app");
    }

    @Test
    void shouldQuoteTheCustomerWhenNothingIsNamed() {
        analyzer = request -> done(clear());

        assertThat(run(SPEECH).whyNow())
                .isEqualTo("Customer said: " + SPEECH.turns().get(0).text());
    }

    @Test
    void shouldQuoteTheEndOfALongQuestionFromAWordBoundary() {
        String question = "a".repeat(30) + " " + "b".repeat(30) + " " + "c".repeat(50);

        // 30 + 1 + 30 + 1 + 50 = 112 characters; the last 90 begin among the a's, 81 in whole words
        assertThat(run(asked(1, question)).whyNow())
                .isEqualTo("You asked: \u2026" + "b".repeat(30) + " " + "c".repeat(50));
    }

    @Test
    void shouldNotSplitACharacterInAQuote() {
        String question = "\ud83d\ude00".repeat(46) + "!";

        // 46 * 2 + 1 = 93 units; the last 90 begin with half a face, then 44 whole ones
        assertThat(run(asked(1, question)).whyNow())
                .isEqualTo("You asked: \u2026" + "\ud83d\ude00".repeat(44) + "!");
    }
}
