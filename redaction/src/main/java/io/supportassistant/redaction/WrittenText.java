package io.supportassistant.redaction;

import io.supportassistant.spokentext.SpokenText;
import java.util.List;

/** A text as it would be written, with what several detectors look for in it, found once. */
final class WrittenText extends SpokenText {

    private List<DigitRun> runs;
    private NearNames names;
    private List<int[]> spelled;

    WrittenText(String original) {
        super(original);
    }

    /** Its numbers, with whatever people put between digits. */
    List<DigitRun> runs() {
        runs = runs == null ? DigitRun.in(text(), DigitRun.LOOSE) : runs;
        return runs;
    }

    /** Where something spelled begins and ends, in order. */
    List<int[]> spelled() {
        spelled = spelled == null ? Spelled.in(this) : spelled;
        return spelled;
    }

    /** The accounts and papers it names. */
    NearNames names() {
        names = names == null ? new NearNames(text()) : names;
        return names;
    }

    /** What stands from one place to another, in the places of the original. */
    Finding finding(PersonalData kind, int start, int end) {
        return new Finding(kind, originalStart(start), originalEnd(end - 1));
    }
}
