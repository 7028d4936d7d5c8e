package io.supportassistant.personaldata;

import io.supportassistant.spokentext.SpokenText;
import java.util.List;

/** A text in written form, with cached results that several detectors share. */
public final class WrittenText extends SpokenText {

    private List<DigitRun> runs;
    private NearNames names;
    private List<int[]> spelled;

    public WrittenText(String original) {
        super(original);
    }

    /** Its numbers, with any separators that people put between digits. */
    public List<DigitRun> runs() {
        runs = runs == null ? DigitRun.in(text(), DigitRun.LOOSE) : runs;
        return runs;
    }

    /** Starts and ends of spelled values, in order. */
    public List<int[]> spelled() {
        spelled = spelled == null ? Spelled.in(this) : spelled;
        return spelled;
    }

    /** The accounts and papers that it names. */
    public NearNames names() {
        names = names == null ? new NearNames(text()) : names;
        return names;
    }

    /** A finding for a range of the written text, converted to positions in the original. */
    public Finding finding(PersonalData kind, int start, int end) {
        return new Finding(kind, originalStart(start), originalEnd(end - 1));
    }
}
