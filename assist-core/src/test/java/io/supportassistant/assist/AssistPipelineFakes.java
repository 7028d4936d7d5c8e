package io.supportassistant.assist;

import static io.supportassistant.conversation.SampleCall.ERROR_401;
import static io.supportassistant.conversation.SampleCall.afterCustomerSaid;
import static io.supportassistant.conversation.SampleCall.asked;
import static io.supportassistant.conversation.SampleCall.at;
import static io.supportassistant.conversation.SampleCall.errorCode;

import io.supportassistant.answer.ArticleAnswers;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.clarification.Clarification.ProposedQuestion;
import io.supportassistant.clarification.Clarifier;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.ContextAnalyzer;
import io.supportassistant.context.Exchange;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.KnowledgeSearch;
import io.supportassistant.knowledge.SearchQuery;
import io.supportassistant.language.Interpreter;
import io.supportassistant.query.QueryFormulator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Fakes that respond immediately; each test replaces the one that it tests. */
abstract class AssistPipelineFakes {

    static final InstantSource CLOCK = InstantSource.fixed(at(250));
    static final AssistRequest SPEECH = afterCustomerSaid(ERROR_401);
    static final AssistRequest QUESTION = asked(3, "how long is the warranty");
    static final SearchQuery QUERY = new SearchQuery(SearchQuery.Kind.SEMANTIC, "error 401", 0.75);
    static final Clarification ASK_PRODUCT =
            new Clarification(
                    true,
                    false,
                    List.of(new ProposedQuestion("identify_product", 1, "Which?")),
                    List.of("get_version"));
    static final Clarification ASK_NOTHING = Clarification.none();

    ContextAnalyzer analyzer = request -> done(clear(errorCode("401")));

    QueryFormulator formulator = (request, analysis) -> done(List.of(QUERY));
    KnowledgeSearch knowledge =
            (inquiry, limit) -> done(findings(found("KB-1", 0.9), found("KB-2", 0.85)));
    Clarifier clarifier = (request, analysis, found) -> done(ASK_PRODUCT);
    AgentSettings settings = new AgentSettings(0.6, 0.5, 0.5, Duration.ofSeconds(30));

    static <T> CompletableFuture<T> failure(boolean atOnce) {
        IllegalStateException reason = new IllegalStateException("down");
        if (atOnce) {
            throw reason;
        }
        return CompletableFuture.failedFuture(reason);
    }

    AssistResult run(AssistRequest request) {
        return pipeline().run(request).join();
    }

    AssistPipeline pipeline() {
        return new AssistPipeline(
                analyzer,
                formulator,
                knowledge,
                clarifier,
                KnowledgeNeed.standard(Language.english(), null),
                null,
                new ArticleAnswers(
                        id -> Optional.empty(),
                        new EnglishText(),
                        stem -> 0,
                        Interpreter.ofEnglish()),
                settings,
                Runnable::run,
                CLOCK);
    }

    static List<String> outcomes(AssistResult result) {
        return result.actions().stream()
                .map(action -> action.agentName() + " " + action.outcome())
                .toList();
    }

    static <T> CompletableFuture<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    static FoundArticle found(String id, double similarity) {
        return new FoundArticle(
                id, "Title of " + id, null, null, null, "excerpt", List.of(), similarity);
    }

    static Findings findings(FoundArticle... articles) {
        return new Findings(List.of(articles), List.of(), Findings.Evidence.NONE, true);
    }

    static Analysis clear(DetectedEntity... entities) {
        return analysis(true, true, true, List.of(entities));
    }

    static Analysis vague(boolean addsSomething) {
        return analysis(false, true, addsSomething, List.of());
    }

    /** New, but neither a problem nor a question nor a wish. */
    static Analysis remark(boolean sufficient) {
        return analysis(sufficient, false, true, List.of());
    }

    static Analysis analysis(
            boolean sufficient,
            boolean statesAProblem,
            boolean addsSomething,
            List<DetectedEntity> entities) {
        return new Analysis(
                new AnalyzedContext(
                        sufficient,
                        "other",
                        "the issue",
                        entities,
                        !sufficient,
                        sufficient ? 0.9 : 0.2),
                new Exchange("", "the issue", false),
                "the issue",
                entities,
                entities,
                Set.of(),
                statesAProblem,
                addsSomething);
    }
}
