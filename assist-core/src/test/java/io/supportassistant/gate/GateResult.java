package io.supportassistant.gate;

import static io.supportassistant.conversation.SampleCall.ERROR_401;
import static io.supportassistant.conversation.SampleCall.START;
import static io.supportassistant.conversation.SampleCall.asked;
import static io.supportassistant.conversation.SampleCall.at;
import static io.supportassistant.conversation.SampleCall.customerTurn;
import static io.supportassistant.conversation.SampleCall.havingDismissed;
import static io.supportassistant.conversation.SampleCall.speech;

import io.supportassistant.assist.AssistResult;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.clarification.Clarification.ProposedQuestion;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.Exchange;
import io.supportassistant.conversation.AgentOnCall;
import io.supportassistant.conversation.AgentOnCall.AgentExperience;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Gist;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.StageTimes;
import io.supportassistant.events.TextRange;
import io.supportassistant.knowledge.ArticleSupport;
import io.supportassistant.knowledge.ArticleSupport.Nearness;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.FoundArticle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Builds a result of the pipeline. */
final class GateResult {

    static final double LIKELY = 0.8;
    static final double POSSIBLE = 0.45;
    static final double UNLIKELY = 0.3;

    final boolean asked;
    private final int run;
    private final List<String> found = new ArrayList<>();
    private final List<String> earlier = new ArrayList<>();
    private final List<String> modelOnly = new ArrayList<>();
    private final List<String> asks = new ArrayList<>();
    private final List<String> answered = new ArrayList<>();
    private final List<String> dismissed = new ArrayList<>();
    private String issue = "other";
    private String domain;
    private Map<String, Double> newestSigns = Map.of();
    private double confidence = 0.9;
    private List<Double> coverages = List.of(LIKELY);
    private String outcome = AgentAction.OK;
    private boolean needed = true;
    private boolean guided;
    private AgentOnCall agent = AgentOnCall.UNKNOWN;
    private final Map<String, String> sameAs = new HashMap<>();

    GateResult(int run, boolean asked) {
        this.run = run;
        this.asked = asked;
    }

    static GateResult heard(int run) {
        return new GateResult(run, false);
    }

    static GateResult askedFor(int run) {
        return new GateResult(run, true);
    }

    GateResult found(String... articleIds) {
        found.addAll(List.of(articleIds));
        return this;
    }

    /** Found by the call as a whole, not by the newest speech. */
    GateResult foundByEarlierSpeech(String... articleIds) {
        earlier.addAll(List.of(articleIds));
        return this;
    }

    /** Found only by a model's queries. */
    GateResult foundByModel(String... articleIds) {
        modelOnly.addAll(List.of(articleIds));
        return this;
    }

    GateResult asks(String... purposes) {
        asks.addAll(List.of(purposes));
        return this;
    }

    GateResult answered(String... purposes) {
        answered.addAll(List.of(purposes));
        return this;
    }

    GateResult dismissed(String... articleIds) {
        Stream.of(articleIds).map(GateCall::cardId).forEach(dismissed::add);
        return this;
    }

    GateResult ofIssue(String label) {
        issue = label;
        return this;
    }

    /** The customer's newest turn has this sign. */
    GateResult showing(String sign) {
        newestSigns = Map.of(sign, 1.0);
        return this;
    }

    /** All found articles belong to this domain. */
    GateResult inDomain(String name) {
        domain = name;
        return this;
    }

    GateResult confidence(double value) {
        confidence = value;
        return this;
    }

    /**
     * Covered shares of the speech, one for each article in order; the others get {@code POSSIBLE}.
     */
    GateResult covering(Double... shares) {
        coverages = List.of(shares);
        return this;
    }

    /** The questions are possible, but not needed now. */
    GateResult notNeeded() {
        needed = false;
        return this;
    }

    GateResult guided() {
        guided = true;
        return this;
    }

    GateResult shownToA(AgentExperience experience) {
        agent = new AgentOnCall(experience, null, false);
        return this;
    }

    GateResult whileTheAgentSpeaks(Instant at) {
        agent = new AgentOnCall(null, at, false);
        return this;
    }

    GateResult sayingTheSame(String articleId, String stronger) {
        sameAs.put(articleId, stronger);
        return this;
    }

    GateResult outcome(String value) {
        outcome = value;
        return this;
    }

    AssistResult build() {
        AssistRequest request =
                asked
                        ? asked(run, "how?")
                        : speech(
                                run,
                                List.of(customerTurn("s" + run, ERROR_401)),
                                List.of("s" + run));
        List<FoundArticle> articles = found.stream().map(this::article).toList();
        List<ProposedQuestion> proposed = new ArrayList<>();
        for (String purpose : asks) {
            proposed.add(new ProposedQuestion(purpose, proposed.size() + 1, purpose + "?"));
        }
        return new AssistResult(
                havingDismissed(request, dismissed.toArray(String[]::new)).shownTo(agent),
                outcome,
                analysis(),
                "because",
                List.of(),
                new Findings(
                        articles,
                        List.of(),
                        Findings.Evidence.NONE,
                        new Findings.Supports(supports(), null, null),
                        true),
                1,
                Stream.concat(articles.stream(), modelOnly.stream().map(this::article)).toList(),
                null,
                new Clarification(needed, guided, proposed, answered),
                new StageTimes(START, START, START, 1, 2, 3, 4, at(300), null),
                List.of());
    }

    private Analysis analysis() {
        return new Analysis(
                new AnalyzedContext(true, issue, "issue", List.of(), false, confidence),
                new Exchange("", "issue", false),
                "issue",
                List.of(),
                List.of(),
                Set.of(),
                new Gist(Map.of(), Map.of(), List.of(), 0, 0, false, newestSigns),
                true,
                true);
    }

    @Override
    public String toString() {
        return (asked ? "asked " : "heard ")
                + run
                + " found "
                + found
                + " asks "
                + asks
                + " answered "
                + answered
                + " dismissed "
                + dismissed
                + " at "
                + confidence;
    }

    private List<ArticleSupport> supports() {
        List<ArticleSupport> supports = new ArrayList<>();
        for (String id : Stream.concat(earlier.stream(), found.stream()).toList()) {
            FoundArticle article = article(id);
            double coverage =
                    supports.size() < coverages.size() ? coverages.get(supports.size()) : POSSIBLE;
            if (supports.stream().noneMatch(s -> s.article().equals(article))) {
                supports.add(
                        new ArticleSupport(
                                article,
                                coverage,
                                0,
                                0,
                                Nearness.NONE,
                                sameAs.get(article.articleId())));
            }
        }
        return supports;
    }

    private FoundArticle article(String id) {
        return new FoundArticle(
                id,
                "Title of " + id,
                "https://kb.example/" + id,
                null,
                domain,
                "excerpt",
                List.of(new TextRange(0, 2)),
                0.8);
    }
}
