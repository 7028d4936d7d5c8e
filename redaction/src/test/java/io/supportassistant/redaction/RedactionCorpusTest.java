package io.supportassistant.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.PersonalDataCorpus.Sentence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Publishes recall by kind, and how much harmless text is redacted by mistake. */
class RedactionCorpusTest {

    private static final long SEED = 20260115;
    private static final int SENTENCES_OF_A_KIND = 600;
    private static final double LEAST_RECALL = 0.98;
    private static final double LEAST_PRECISION = 0.97;

    private static final Redactor REDACTOR =
            new Redactor(EnumSet.allOf(PersonalData.class), List.of("US", "GB"));

    private static final class Tally {
        private int there;
        private int found;
        private int reported;
        private int wrong;

        double recall() {
            return (double) found / there;
        }

        double precision() {
            return reported == 0 ? 1 : 1 - (double) wrong / reported;
        }
    }

    private static final Map<PersonalData, Tally> TALLIES = new EnumMap<>(PersonalData.class);
    private static final List<String> MISSED = new ArrayList<>();
    private static final List<String> WRONG = new ArrayList<>();
    private static final List<String> DAMAGED = new ArrayList<>();
    private static int needed;

    @BeforeAll
    static void count() {
        for (PersonalData kind : PersonalData.values()) {
            TALLIES.put(kind, new Tally());
        }
        for (Sentence sentence : new PersonalDataCorpus(SEED).sentences(SENTENCES_OF_A_KIND)) {
            count(sentence);
        }
        TALLIES.forEach(
                (kind, tally) ->
                        System.out.printf(
                                "redaction %-22s recall %.4f  precision %.4f  (%d sentences)%n",
                                kind, tally.recall(), tally.precision(), tally.there));
        System.out.printf("redaction survived: %d of %d%n", needed - DAMAGED.size(), needed);
    }

    private static void count(Sentence sentence) {
        List<Finding> findings = REDACTOR.find(sentence.text());
        if (sentence.kind() != null) {
            Tally tally = TALLIES.get(sentence.kind());
            tally.there++;
            // Another kind's placeholder hides it as well.
            boolean hidden =
                    findings.stream()
                            .anyMatch(
                                    finding ->
                                            finding.start() <= sentence.start()
                                                    && finding.end() >= sentence.end());
            if (hidden) {
                tally.found++;
            } else {
                MISSED.add(sentence.kind() + ": " + sentence.text() + " -> " + findings);
            }
        }
        for (Finding finding : findings) {
            Tally tally = TALLIES.get(finding.kind());
            tally.reported++;
            boolean right =
                    sentence.kind() == finding.kind()
                            && finding.start() < sentence.end()
                            && finding.end() > sentence.start();
            if (!right) {
                tally.wrong++;
                WRONG.add(finding.kind() + ": " + sentence.text());
            }
        }
        if (sentence.needed() != null) {
            needed++;
            if (!REDACTOR.redact(sentence.text()).contains(sentence.needed())) {
                DAMAGED.add(sentence.text() + " -> " + REDACTOR.redact(sentence.text()));
            }
        }
    }

    @Test
    void shouldFindPersonalData() {
        TALLIES.forEach(
                (kind, tally) ->
                        assertThat(tally.recall())
                                .as("%s, missed: %s", kind, first(MISSED))
                                .isGreaterThanOrEqualTo(LEAST_RECALL));
    }

    @Test
    void shouldHaveFewFalsePositives() {
        TALLIES.forEach(
                (kind, tally) ->
                        assertThat(tally.precision())
                                .as("%s, wrong: %s", kind, first(WRONG))
                                .isGreaterThanOrEqualTo(LEAST_PRECISION));
    }

    @Test
    void shouldKeepDataThatThePipelineNeeds() {
        assertThat((double) DAMAGED.size() / needed)
                .as("damaged: %s", first(DAMAGED))
                .isLessThanOrEqualTo(0.01);
    }

    private static String first(List<String> all) {
        return String.join("\n", all.subList(0, Math.min(40, all.size())));
    }
}
