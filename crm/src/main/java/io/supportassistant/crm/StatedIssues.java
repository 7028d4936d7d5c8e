package io.supportassistant.crm;

import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Trigger;
import io.supportassistant.redaction.Correction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Selects the main issue of a call and the other problems that the customer clearly stated. */
final class StatedIssues {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{4,}");
    private static final int MAX_STATED = 8;
    private static final int MAX_OTHER_ISSUES = 3;

    private StatedIssues() {}

    /**
     * Keeps the issue with the highest {@linkplain SuggestionUpdate#issueWeight weight}, of equal
     * ones the first.
     */
    static void take(CallRecordBuilderEditor edit, SuggestionUpdate update) {
        String issue =
                Correction.carriedOver(
                        update.context().issueText(), update.createdAt(), edit.corrections);
        if (issue == null || update.trigger() == Trigger.AGENT_QUESTION) {
            return;
        }
        double weight = update.issueWeight();
        boolean isClear =
                update.context().hasSufficientContext() && weight >= SuggestionUpdate.CLEAR;
        if (isClear && edit.statedIssues.size() < MAX_STATED && isNew(issue, edit.statedIssues)) {
            List<String> stated = new ArrayList<>(edit.statedIssues);
            stated.add(issue);
            edit.statedIssues = List.copyOf(stated);
        }
        if (edit.issue == null || weight > edit.issueConfidence) {
            edit.issue = issue;
            edit.issueConfidence = weight;
        }
    }

    /**
     * Whether more than half of its words are in none of the others: a problem is often restated.
     */
    private static boolean isNew(String issue, List<String> others) {
        Set<String> said = new HashSet<>();
        others.forEach(other -> said.addAll(words(other)));
        Set<String> words = words(issue);
        long known = words.stream().filter(said::contains).count();
        return !words.isEmpty() && 2 * known < words.size();
    }

    /** Words of four letters and more: shorter ones hardly tell problems apart. */
    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    /** The stated issues that do not restate the main one. */
    static List<String> besides(String issue, List<String> stated) {
        return stated.stream()
                .filter(other -> issue == null || isNew(other, List.of(issue)))
                .limit(MAX_OTHER_ISSUES)
                .toList();
    }
}
