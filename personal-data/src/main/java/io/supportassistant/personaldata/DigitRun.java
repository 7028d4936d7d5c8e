package io.supportassistant.personaldata;

import io.supportassistant.personaldata.Announcements.Announcement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Adjacent digits, separated by nothing but spaces and similar characters. */
public final class DigitRun {

    /** Separators that people and recognisers put between the digits of a number. */
    static final String LOOSE = " -.,/&:_;|*\n";

    private static final int WIDEST_GAP = 5;

    private final String written;
    private final String digits;

    /** Index of each digit. */
    private final int[] places;

    private boolean isAsked;
    private Announcement announcement;

    private DigitRun(String written, String digits, int[] places) {
        this.written = written;
        this.digits = digits;
        this.places = places;
    }

    /**
     * All runs of a text.
     *
     * @param separators characters allowed between two digits of a run
     */
    public static List<DigitRun> in(String written, String separators) {
        List<DigitRun> runs = new ArrayList<>();
        StringBuilder digits = new StringBuilder();
        int[] places = new int[32];
        int end = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c >= '0' && c <= '9') {
                int count = digits.length();
                places = count == places.length ? Arrays.copyOf(places, 2 * count) : places;
                places[count] = i;
                digits.append(c);
                end = i + 1;
            } else if (!digits.isEmpty() && (separators.indexOf(c) < 0 || i - end >= WIDEST_GAP)) {
                runs.add(run(written, digits, places));
                digits.setLength(0);
            }
        }
        if (!digits.isEmpty()) {
            runs.add(run(written, digits, places));
        }
        return runs;
    }

    private static DigitRun run(String written, StringBuilder digits, int[] places) {
        return new DigitRun(written, digits.toString(), Arrays.copyOf(places, digits.length()));
    }

    public String digits() {
        return digits;
    }

    public int length() {
        return digits.length();
    }

    /** Index of its first digit. */
    public int start() {
        return places[0];
    }

    /** Index after its last digit. */
    public int end() {
        return places[places.length - 1] + 1;
    }

    /** Index of one of its digits. */
    public int position(int ofDigit) {
        return places[ofDigit];
    }

    /** Whether a digit is the first of the run or follows a separator. */
    public boolean isGroupStart(int digit) {
        return digit == 0 || places[digit] > places[digit - 1] + 1;
    }

    /** Sizes of the groups of digits without separators. */
    public int[] groups() {
        int[] sizes = new int[length()];
        int count = 0;
        for (int i = 0; i < length(); i++) {
            count += isGroupStart(i) ? 1 : 0;
            sizes[count - 1]++;
        }
        return Arrays.copyOf(sizes, count);
    }

    /** The announcement in the words before it, or null. */
    public Announcement announcement() {
        if (!isAsked) {
            announcement = Announcements.before(written, start());
            isAsked = true;
        }
        return announcement;
    }

    public boolean isAnnounced(PersonalData kind) {
        return announcement() != null && announcement().kind() == kind;
    }

    /** Whether the words before it name something that the pipeline needs, such as an order. */
    public boolean isNeeded() {
        return announcement() != null && announcement().kind() == null;
    }
}
