package io.supportassistant.crm;

import io.supportassistant.crm.CallRecordBuilderState.Heard;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.redaction.Correction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the record of a call keeps of the customer's speech, and its corrections. */
final class HeardSpeech {

    private static final int MAX_HEARD = 30;
    private static final int MAX_CORRECTIONS = 10;
    private static final int LONGEST_HEARD = 1_000;

    private HeardSpeech() {}

    /** Keeps the rule words of a final customer segment, and its text for a while. */
    static void hear(CallRecordBuilderEditor edit, TranscriptSegment segment, CaseRules rules) {
        if (segment.isFinal() && segment.speaker() != Speaker.AGENT) {
            Set<String> said = new LinkedHashSet<>(edit.saidWords);
            said.addAll(rules.wordsIn(segment.text()));
            edit.saidWords = List.copyOf(said);
            String text = segment.text();
            if (text.length() <= LONGEST_HEARD) {
                remember(edit, new Heard(segment.segmentId(), text));
            }
        }
    }

    private static void remember(CallRecordBuilderEditor edit, Heard next) {
        List<Heard> heard = new ArrayList<>(edit.heard);
        heard.removeIf(known -> known.segmentId().equals(next.segmentId()));
        heard.add(next);
        edit.heard = CallRecordBuilderEditor.last(heard, MAX_HEARD);
    }

    /** What was stated may quote words that the segment no longer says. */
    static void correct(CallRecordBuilderEditor edit, TranscriptRedacted redacted) {
        edit.heard.stream()
                .filter(known -> known.segmentId().equals(redacted.segmentId()))
                .map(
                        known ->
                                Correction.of(
                                        known.text(),
                                        redacted.text(),
                                        redacted.kinds(),
                                        redacted.occurredAt(),
                                        edit.heard.stream()
                                                .filter(
                                                        other ->
                                                                !other.segmentId()
                                                                        .equals(
                                                                                redacted
                                                                                        .segmentId()))
                                                .map(Heard::text)))
                .findFirst()
                .ifPresent(
                        correction -> {
                            edit.corrections =
                                    Correction.with(correction, edit.corrections, MAX_CORRECTIONS);
                            edit.issue = correction.carriedOver(edit.issue);
                            edit.caseIssue = correction.carriedOver(edit.caseIssue);
                            edit.statedIssues =
                                    edit.statedIssues.stream()
                                            .map(correction::carriedOver)
                                            .toList();
                            remember(edit, new Heard(redacted.segmentId(), redacted.text()));
                        });
    }
}
