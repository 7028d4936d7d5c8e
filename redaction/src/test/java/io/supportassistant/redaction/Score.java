package io.supportassistant.redaction;

import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.Utterances.Utterance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How much personal data is found, and how much else is redacted by mistake. */
final class Score {

    private int there;
    private int found;
    private int reported;
    private int wrong;
    private final List<String> misses = new ArrayList<>();

    /** By language and kind, for the utterances of one half. */
    static Map<String, Score> byLanguageAndKind(Redactor redactor, List<Utterance> utterances) {
        Map<String, Score> scores = new TreeMap<>();
        for (Utterance utterance : utterances) {
            count(redactor, utterance, scores);
        }
        return scores;
    }

    private static void count(Redactor redactor, Utterance utterance, Map<String, Score> scores) {
        List<Finding> findings = redactor.find(utterance.text());
        String language = utterance.language();
        if (utterance.kind() != null) {
            Score score = of(scores, language, utterance.kind());
            score.there++;
            // Another kind's placeholder hides it as well.
            boolean isHidden =
                    findings.stream()
                            .anyMatch(
                                    finding ->
                                            finding.start() <= utterance.start()
                                                    && finding.end() >= utterance.end());
            if (isHidden) {
                score.found++;
            } else {
                score.misses.add(utterance.text() + " -> " + redactor.redact(utterance.text()));
            }
        }
        for (Finding finding : findings) {
            Score score = of(scores, language, finding.kind());
            score.reported++;
            boolean isRight =
                    finding.start() < utterance.end() && finding.end() > utterance.start();
            if (!isRight) {
                score.wrong++;
                score.misses.add("WRONG " + redactor.redact(utterance.text()));
            }
        }
    }

    private static Score of(Map<String, Score> scores, String language, PersonalData kind) {
        String key = language + " " + kind.name().toLowerCase(Locale.ROOT);
        return scores.computeIfAbsent(key, unknown -> new Score());
    }

    double recall() {
        return there == 0 ? 1 : (double) found / there;
    }

    double precision() {
        return reported == 0 ? 1 : 1 - (double) wrong / reported;
    }

    int there() {
        return there;
    }

    /** Only for the half that developers may look at. */
    List<String> misses() {
        return misses;
    }
}
