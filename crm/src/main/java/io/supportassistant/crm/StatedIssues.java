package io.supportassistant.crm;

import io.supportassistant.events.AnalyzedContext;
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

    /** The silence of an analysis of speech that needs no article, such as a name. */
    private static final String NOT_NEEDED = "not_needed";

    /** The weight of an issue that is clearly stated and that the knowledge base does not know. */
    private static final double CLEAR = 1;

    private StatedIssues() {}

    /** Keeps the issue with the highest {@linkplain #weight weight}, of equal ones the first. */
    static void take(CallRecordBuilderEditor edit, SuggestionUpdate update) {
        String issue =
                Correction.carriedOver(
                        update.context().issueText(), update.createdAt(), edit.corrections);
        if (issue == null) {
            return;
        }
        double weight = weight(update);
        boolean isClear = update.context().hasSufficientContext() && weight >= CLEAR;
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

    /**
     * How well an update tells what the call is about: best with a label or an article, because "my
     * phone number is" is clear speech too, but no issue; not at all if it needs no article or
     * answers the agent.
     */
    private static double weight(SuggestionUpdate update) {
        if (update.trigger() == Trigger.AGENT_QUESTION || NOT_NEEDED.equals(update.silence())) {
            return 0;
        }
        AnalyzedContext context = update.context();
        double clear = context.hasSufficientContext() ? CLEAR : context.confidence();
        boolean isKnown =
                !update.suggestions().isEmpty()
                        || context.detectedIssue() != null
                                && !AnalyzedContext.OTHER_ISSUE.equals(context.detectedIssue());
        return isKnown ? 1 + clear : clear;
    }

    /** The stated issues that do not restate the main one. */
    static List<String> besides(String issue, List<String> stated) {
        return stated.stream()
                .filter(other -> issue == null || isNew(other, List.of(issue)))
                .limit(MAX_OTHER_ISSUES)
                .toList();
    }
}
