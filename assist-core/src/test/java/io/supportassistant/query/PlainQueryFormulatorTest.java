package io.supportassistant.query;

import static io.supportassistant.conversation.SampleCall.errorCode;
import static io.supportassistant.conversation.SampleCall.product;
import static io.supportassistant.conversation.SampleCall.version;
import static io.supportassistant.knowledge.SearchQuery.Kind.ENTITY_BASED_ERROR_CODE;
import static io.supportassistant.knowledge.SearchQuery.Kind.ENTITY_COMBINATION;
import static io.supportassistant.knowledge.SearchQuery.Kind.SEMANTIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.supportassistant.context.Analysis;
import io.supportassistant.context.Exchange;
import io.supportassistant.conversation.CustomerTraits;
import io.supportassistant.conversation.SampleCall;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.knowledge.SearchQuery;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlainQueryFormulatorTest {

    @Test
    void shouldQueryForErrorOwnWordsAndContextInOrderOfConfidence() {
        assertThat(
                        formulate(
                                "What do you see?",
                                "error 401 in the app",
                                errorCode("401"),
                                product("mobile app")))
                .containsExactly(
                        new SearchQuery(
                                ENTITY_BASED_ERROR_CODE, "401 mobile app", 0.95, "error 401"),
                        new SearchQuery(SEMANTIC, "error 401 in the app", 0.75),
                        new SearchQuery(SEMANTIC, "What do you see? error 401 in the app", 0.5));
    }

    @Test
    void shouldCombineNamedThingsWithTheIssue() {
        Analysis named =
                analysis(
                        "login_problem",
                        Set.of(),
                        "",
                        "I cannot get in",
                        product("mobile app"),
                        version("2.5"));

        assertThat(formulate(null, named))
                .containsExactly(
                        new SearchQuery(
                                ENTITY_COMBINATION,
                                "mobile app 2.5 login_problem",
                                0.85,
                                "mobile app 2.5 login problem"),
                        new SearchQuery(SEMANTIC, "I cannot get in", 0.75));
        assertThat(
                        formulate(
                                null,
                                analysis(
                                        "login_problem",
                                        Set.of(),
                                        "",
                                        "I see 401",
                                        errorCode("401"),
                                        product("mobile app"))))
                .first()
                .isEqualTo(
                        new SearchQuery(
                                ENTITY_BASED_ERROR_CODE,
                                "401 login_problem mobile app",
                                0.95,
                                "error 401"));
    }

    @Test
    void shouldQueryOnceWithoutContext() {
        assertThat(formulate("", "my parcel is late"))
                .containsExactly(new SearchQuery(SEMANTIC, "my parcel is late", 0.75));
    }

    @Test
    void shouldQueryForTheErrorNamedLast() {
        assertThat(formulate("", "not 401 but 403", errorCode("401"), errorCode("403")))
                .first()
                .isEqualTo(new SearchQuery(ENTITY_BASED_ERROR_CODE, "403", 0.95, "error 403"));
    }

    @Test
    void shouldQueryForTheAgentsWordsWhenTheCustomerWasSilent() {
        assertThat(formulate("Is it the hub?", " "))
                .containsExactly(new SearchQuery(SEMANTIC, "Is it the hub?", 0.5));
    }

    @Test
    void shouldGiveNoQueryForBlankText() {
        assertThat(formulate("", "")).isEmpty();
        assertThat(formulate(" ", "  ")).isEmpty();
    }

    @Test
    void shouldGiveAtMostThreeQueries() {
        assertThat(
                        formulate(
                                "anything else?",
                                "all at once",
                                errorCode("401"),
                                errorCode("403"),
                                product("hub"),
                                version("1")))
                .hasSizeLessThanOrEqualTo(QueryFormulator.MOST);
    }

    @Test
    void shouldQueryForTheCustomersProductsUnlessOneIsNamed() {
        CustomerTraits gold = new CustomerTraits("Gold", List.of("Thermostat", "Hub (2nd gen.)"));

        assertThat(formulate(gold, Set.of(), "", "it shows the wrong time"))
                .extracting(SearchQuery::kind, SearchQuery::words)
                .containsExactly(
                        tuple(SearchQuery.Kind.SEMANTIC, "it shows the wrong time"),
                        tuple(
                                ENTITY_COMBINATION,
                                "it shows the wrong time Thermostat Hub 2nd gen Gold"));
        assertThat(formulate(gold, Set.of("Doorbell"), "", "it shows the wrong time")).hasSize(1);
        assertThat(formulate(gold, Set.of(), "", "the hub is slow", product("hub"))).hasSize(1);
        assertThat(formulate(new CustomerTraits("Gold", null), Set.of(), "", "it is slow"))
                .hasSize(1);
    }

    @Test
    void shouldBoundTheProductsOfAQuery() {
        CustomerTraits many =
                new CustomerTraits(null, List.of("a".repeat(500), "b", "c", "d", "e"));

        assertThat(formulate(many, Set.of(), "", "slow").get(1).text())
                .isEqualTo("slow " + "a".repeat(40) + " b c");
    }

    private static List<SearchQuery> formulate(
            String agent, String customer, DetectedEntity... entities) {
        return formulate(null, Set.of(), agent, customer, entities);
    }

    private static List<SearchQuery> formulate(
            CustomerTraits traits,
            Set<String> subjects,
            String agent,
            String customer,
            DetectedEntity... entities) {
        return formulate(traits, analysis("other", subjects, agent, customer, entities));
    }

    private static List<SearchQuery> formulate(CustomerTraits traits, Analysis analysis) {
        String customer = analysis.exchange().customer();
        return new PlainQueryFormulator()
                .formulate(SampleCall.of(SampleCall.afterCustomerSaid(customer), traits), analysis)
                .join();
    }

    private static Analysis analysis(
            String issue,
            Set<String> subjects,
            String agent,
            String customer,
            DetectedEntity... entities) {
        return new Analysis(
                new AnalyzedContext(true, issue, customer, List.of(entities), false, 0.9),
                new Exchange(agent, customer, true),
                customer,
                List.of(entities),
                List.of(entities),
                subjects,
                true,
                true);
    }
}
