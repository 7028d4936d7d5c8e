package io.supportassistant.crm;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.START;
import static io.supportassistant.crm.SampleEvents.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.CaseWanted;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.settings.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseRulesTest {

    private static final List<DetectedEntity> E27 =
            List.of(new DetectedEntity("error_code", "E27"));

    @ParameterizedTest
    @CsvSource({
        "There is SMOKE coming out of it, true",
        "fire!, true",
        "it fires at random, false",
        "my fireplace camera, false",
        "Error 401 again, true",
        "error 4012, false",
        "wi-fi is down, true",
        "it does not work, false"
    })
    void shouldFindWholeWordsOfTheIssue(String issue, boolean wanted) throws IOException {
        CaseRules rules = rules("cases: [{name: danger, words: [smoke, fire, 401, wi-fi]}]");

        assertThat(wanted(rules, call(issue)).isPresent()).isEqualTo(wanted);
    }

    @Test
    void shouldMatchWordsLiterally() throws IOException {
        CaseRules rules = rules("cases: [{name: odd, words: ['.*', '\\E']}]");

        assertThat(wanted(rules, call("anything"))).isEmpty();
        assertThat(wanted(rules, call("it prints .* only"))).isPresent();
    }

    @Test
    void shouldCheckWhetherArticlesWereShownOrHelped() throws IOException {
        CaseRules noneShown = rules("cases: [{name: r, articles: none_shown}]");
        CaseRules noneHelpful = rules("cases: [{name: r, articles: none_helpful}]");
        CallRecord nothing = call("x", List.of(), List.of(), List.of(), null);
        CallRecord shown = call("x", List.of(), shown("KB-1"), List.of(), null);
        CallRecord helped = call("x", List.of(), shown("KB-1"), shown("KB-1"), null);

        assertThat(wanted(noneShown, nothing)).isPresent();
        assertThat(wanted(noneShown, shown)).isEmpty();
        assertThat(wanted(noneHelpful, nothing)).isPresent();
        assertThat(wanted(noneHelpful, shown)).isPresent();
        assertThat(wanted(noneHelpful, helped)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'{type: error_code, value: e27}', true",
        "'{type: error_code}', true",
        "'{type: error_code, value: E28}', false",
        "'{type: version, value: E27}', false"
    })
    void shouldMatchDetectedEntities(String entity, boolean wanted) throws IOException {
        CaseRules rules = rules("cases: [{name: r, entity: " + entity + "}]");

        assertThat(wanted(rules, call("x", E27, List.of(), List.of(), null)).isPresent())
                .isEqualTo(wanted);
        assertThat(wanted(rules, call("x"))).isEmpty();
    }

    @Test
    void shouldAcceptEntitiesWithoutAType() throws IOException {
        CaseRules rules = rules("cases: [{name: r, entity: {type: error_code, value: E27}}]");
        List<DetectedEntity> odd =
                List.of(new DetectedEntity(null, "E27"), new DetectedEntity("error_code", null));

        assertThat(wanted(rules, call("x", odd, List.of(), List.of(), null))).isEmpty();
    }

    @Test
    void shouldCheckTheEndReason() throws IOException {
        CaseRules rules = rules("cases: [{name: r, end_reason: idle}]");

        assertThat(wanted(rules, call("x", E27, List.of(), List.of(), CallEnded.IDLE))).isPresent();
        assertThat(wanted(rules, call("x", E27, List.of(), List.of(), "hangup"))).isEmpty();
        assertThat(wanted(rules, call("x", E27, List.of(), List.of(), null))).isEmpty();
    }

    @Test
    void shouldRequireAllConditionsOfARule() throws IOException {
        CaseRules rules =
                rules(
                        "cases: [{name: r, words: [hub], articles: none_shown,"
                                + " entity: {type: error_code}, end_reason: idle}]");

        assertThat(wanted(rules, call("the hub", E27, List.of(), List.of(), "idle"))).isPresent();
        assertThat(wanted(rules, call("the cam", E27, List.of(), List.of(), "idle"))).isEmpty();
        assertThat(wanted(rules, call("the hub", E27, shown("K"), List.of(), "idle"))).isEmpty();
        assertThat(wanted(rules, call("the hub", List.of(), List.of(), List.of(), "idle")))
                .isEmpty();
        assertThat(wanted(rules, call("the hub", E27, List.of(), List.of(), "hangup"))).isEmpty();
    }

    @Test
    void shouldUseTheFirstMatchingRule() throws IOException {
        CaseRules rules =
                rules(
                        """
                        cases:
                          - name: other
                            words: [camera]
                          - name: danger
                            words: [smoke]
                            priority: urgent
                          - name: any
                            articles: none_shown
                        """);

        assertThat(wanted(rules, call("smoke from the hub")))
                .contains(new CaseWanted("danger", Priority.URGENT, null));
        assertThat(wanted(rules, call("late parcel")))
                .contains(new CaseWanted("any", Priority.NORMAL, null));
    }

    @Test
    void shouldOpenNoCaseForACallWithoutAnIssue() throws IOException {
        assertThat(wanted(rules("cases: [{name: r, articles: none_shown}]"), call(null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cases: []", "cases:", "{}"})
    void shouldAcceptAFileWithoutRules(String yaml) throws IOException {
        assertThat(wanted(rules(yaml), call("smoke"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cases: [{words: [x]}]                               | has no name",
                "cases: [{name: ' ', words: [x]}]                    | has no name",
                "cases: [{name: r}]                                  | the rule r has no condition",
                "cases: [{name: r, words: []}]                       | the rule r has no condition",
                "cases: [{name: r, words: ['']}]                     | the rule r has an empty"
                        + " word",
                "cases: [{name: r, words: [null]}]                   | the rule r has an empty"
                        + " word",
                "cases: [{name: r, entity: {value: E27}}]            | an entity has no type",
                "cases: [{name: r, articles: none}]                  | none_shown or none_helpful",
                "cases: [{name: r, words: [x], priority: highest}]   | highest",
                "cases: [{name: r, words: [x], wordz: [x]}]          | wordz",
                "rules: []                                           | rules",
                "cases: {name: r}                                    | List",
                "cases: [{name: r, words: [x]                        | expected",
                "~                                                   | is empty",
                "''                                                  | invalid"
            })
    void shouldNameTheError(String yaml, String named) {
        assertThatThrownBy(() -> rules(yaml))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("case rules")
                .hasMessageContaining(named);
    }

    @Test
    void shouldReadTheSample() {
        CaseRules rules = CaseRules.read(Path.of("../samples/crm/case-rules.yaml"));

        assertThat(wanted(rules, call("there is smoke coming out of the hub"))).isPresent();
    }

    @Test
    void shouldNameAMissingFile(@TempDir Path folder) {
        assertThatThrownBy(() -> CaseRules.read(folder.resolve("none.yaml")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("none.yaml");
    }

    static CaseRules rules(String yaml) throws IOException {
        Path file = Files.createTempFile("case-rules", ".yaml");
        try {
            return CaseRules.read(Files.writeString(file, yaml));
        } finally {
            Files.delete(file);
        }
    }

    private static CallRecord call(String issue) {
        return call(issue, List.of(), List.of(), List.of(), "hangup");
    }

    private static CallRecord call(
            String issue,
            List<DetectedEntity> entities,
            List<CallRecord.ShownArticle> shown,
            List<CallRecord.ShownArticle> helpful,
            String endReason) {
        return new CallRecord(
                CALL,
                "test",
                "one",
                "C-1",
                null,
                null,
                null,
                null,
                null,
                START,
                START.plusSeconds(60),
                endReason,
                issue,
                entities,
                shown,
                helpful,
                List.of(),
                null);
    }

    /** The customer said no more than the issue. */
    private static Optional<CallRecord.CaseWanted> wanted(CaseRules rules, CallRecord call) {
        return rules.wanted(call, call.issue() == null ? Set.of() : rules.wordsIn(call.issue()));
    }
}
