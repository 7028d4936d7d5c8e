package io.supportassistant.job.query;

import static io.supportassistant.job.SampleCall.errorCode;
import static io.supportassistant.job.SampleCall.product;
import static io.supportassistant.job.SampleCall.version;
import static io.supportassistant.job.query.SearchQuery.Kind.ENTITY_BASED_ERROR_CODE;
import static io.supportassistant.job.query.SearchQuery.Kind.SEMANTIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.job.context.Analysis;
import io.supportassistant.job.context.Exchange;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlainQueryFormulatorTest {

    @Test
    void shouldAskForErrorOwnWordsAndContextTheMostTellingFirst() {
        assertThat(
                        formulate(
                                "What do you see?",
                                "error 401 in the app",
                                errorCode("401"),
                                product("mobile app")))
                .containsExactly(
                        new SearchQuery(ENTITY_BASED_ERROR_CODE, "error 401", 0.95),
                        new SearchQuery(SEMANTIC, "error 401 in the app", 0.75),
                        new SearchQuery(SEMANTIC, "What do you see? error 401 in the app", 0.5));
    }

    @Test
    void shouldAskOnceForWhatWasSaidWithoutContext() {
        assertThat(formulate("", "my parcel is late"))
                .containsExactly(new SearchQuery(SEMANTIC, "my parcel is late", 0.75));
    }

    @Test
    void shouldAskForTheErrorNamedLast() {
        assertThat(formulate("", "not 401 but 403", errorCode("401"), errorCode("403")))
                .first()
                .isEqualTo(new SearchQuery(ENTITY_BASED_ERROR_CODE, "error 403", 0.95));
    }

    @Test
    void shouldAskForWhatTheAgentSaidWhereTheCustomerSaidNothing() {
        assertThat(formulate("Is it the hub?", " "))
                .containsExactly(new SearchQuery(SEMANTIC, "Is it the hub?", 0.5));
    }

    @Test
    void shouldAskNothingOfSilence() {
        assertThat(formulate("", "")).isEmpty();
        assertThat(formulate(" ", "  ")).isEmpty();
    }

    @Test
    void shouldAskAtMostThreeQueries() {
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

    private static List<SearchQuery> formulate(
            String agent, String customer, DetectedEntity... entities) {
        return new PlainQueryFormulator()
                .formulate(
                        new Analysis(
                                new AnalyzedContext(true, customer, List.of(entities), false, 0.9),
                                new Exchange(agent, customer, true),
                                customer,
                                List.of(entities),
                                List.of(entities),
                                Set.of(),
                                true,
                                true))
                .join();
    }
}
