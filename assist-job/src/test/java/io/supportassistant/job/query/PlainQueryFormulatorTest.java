package io.supportassistant.job.query;

import static io.supportassistant.job.SampleCall.errorCode;
import static io.supportassistant.job.SampleCall.product;
import static io.supportassistant.job.SampleCall.version;
import static io.supportassistant.job.query.SearchQuery.Kind.ENTITY_BASED_ERROR_CODE;
import static io.supportassistant.job.query.SearchQuery.Kind.ENTITY_COMBINATION;
import static io.supportassistant.job.query.SearchQuery.Kind.SEMANTIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.job.context.Analysis;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainQueryFormulatorTest {

    @Test
    void shouldAskForErrorCombinationAndMeaningTheMostTellingFirst() {
        assertThat(formulate("error 401 in the app", errorCode("401"), product("mobile app")))
                .containsExactly(
                        new SearchQuery(ENTITY_BASED_ERROR_CODE, "error 401", 0.95),
                        new SearchQuery(ENTITY_COMBINATION, "401 mobile app", 0.85),
                        new SearchQuery(SEMANTIC, "error 401 in the app", 0.75));
    }

    @Test
    void shouldAskOnlyForTheMeaningOfAnIssueThatNamesNothing() {
        assertThat(formulate("my parcel is late"))
                .containsExactly(new SearchQuery(SEMANTIC, "my parcel is late", 0.75));
    }

    @Test
    void shouldNotCombineOneEntityWithItself() {
        assertThat(formulate("the hub", product("hub")))
                .extracting(SearchQuery::kind)
                .containsExactly(SEMANTIC);
    }

    @Test
    void shouldAskForTheErrorNamedLast() {
        assertThat(formulate("not 401 but 403", errorCode("401"), errorCode("403")))
                .first()
                .isEqualTo(new SearchQuery(ENTITY_BASED_ERROR_CODE, "error 403", 0.95));
    }

    @Test
    void shouldCombineEntitiesWithoutAnError() {
        assertThat(formulate("the hub with 2.5", product("hub"), version("2.5")))
                .first()
                .isEqualTo(new SearchQuery(ENTITY_COMBINATION, "hub 2.5", 0.85));
    }

    @Test
    void shouldAskNothingOfABlankIssue() {
        assertThat(formulate("  ")).isEmpty();
    }

    @Test
    void shouldAskAtMostThreeQueries() {
        assertThat(
                        formulate(
                                "all at once",
                                errorCode("401"),
                                errorCode("403"),
                                product("hub"),
                                version("1")))
                .hasSizeLessThanOrEqualTo(QueryFormulator.MOST);
    }

    private static List<SearchQuery> formulate(String issue, DetectedEntity... entities) {
        return new PlainQueryFormulator()
                .formulate(
                        new Analysis(
                                new AnalyzedContext(true, issue, List.of(entities), false, 0.9),
                                issue,
                                List.of(entities),
                                List.of(entities),
                                true,
                                true))
                .join();
    }
}
