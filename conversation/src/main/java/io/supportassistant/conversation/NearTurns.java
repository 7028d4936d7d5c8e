package io.supportassistant.conversation;

import io.supportassistant.events.Speaker;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.NeededNumbers;
import io.supportassistant.spokentext.Numerals;
import io.supportassistant.spokentext.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The turns around a new one, with the replacements made in them so far. A turn is identified by
 * its index.
 */
final class NearTurns {

    private static final int MOST = 12;

    /** A number may be said in pairs or digit by digit, with an "okay" after each. */
    private static final int MOST_WITH_SHORT_ONES = 40;

    private static final int SHORT_WORDS = 4;

    private static final int MOST_TURNS_TO_THE_NAME = 6;
    private static final Pattern MAIL =
            Pattern.compile("(?iu)\\be-?\\s?mail|\\bmail\\b|mailadresse|\\bcorreo|\\bcourriel");

    private static final int MOST_OF_A_BRIEF_TURN = 7;

    /** Kinds of data that are said in digits, so that a group of digits may be a part. */
    private static final Set<PersonalData> NUMBERS =
            EnumSet.of(
                    PersonalData.SECRET,
                    PersonalData.BANK_ACCOUNT,
                    PersonalData.CARD_NUMBER,
                    PersonalData.SOCIAL_SECURITY_NUMBER,
                    PersonalData.PASSPORT_NUMBER,
                    PersonalData.PHONE_NUMBER);

    /** In UTF-16 units: data split over turns is at the beginning or the end of a turn. */
    static final int EDGE = 300;

    /**
     * Replaces the middle of a long turn. It is a word, so that digits beside it do not count as
     * alone.
     */
    private static final String MIDDLE = " skipped ";

    private static final long WIDEST_MS = 60_000;

    /** Customers fetch a letter or wait for a message between a question and its answer. */
    private static final long LONGEST_WAIT_MS = 300_000;

    /** Turns received closer together than this were sent at once, not as they were spoken. */
    private static final long AT_ONCE_MS = 500;

    private static final Pattern PLACEHOLDER =
            Pattern.compile(
                    Arrays.stream(PersonalData.values())
                            .map(kind -> Pattern.quote(kind.placeholder()))
                            .collect(Collectors.joining("|")));

    /** Part of a turn that is to be replaced. */
    record Cut(int turn, int start, int end, PersonalData kind) {}

    /**
     * The corrected text of a turn.
     *
     * @param kinds the kinds of data replaced, in order
     */
    record Correction(String segmentId, String text, List<PersonalData> kinds) {}

    /** The text that a cut replaced. */
    record Found(int turn, PersonalData kind, String text) {}

    private final List<Turn> turns;
    private final AnnouncedKinds announcements;
    private final List<String> texts = new ArrayList<>();
    private final List<Numerals> numerals = new ArrayList<>();
    private final List<List<PersonalData>> kinds = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();

    /**
     * The turns said within one minute of a turn, or received within five, at most {@value #MOST}
     * on each side; turns of at most four words do not count.
     */
    static NearTurns around(List<Turn> turns, String segmentId, AnnouncedKinds announcements) {
        int at = indexOf(turns, segmentId);
        if (at < 0) {
            return new NearTurns(List.of(), announcements);
        }
        Turn middle = turns.get(at);
        return new NearTurns(
                turns.subList(reach(turns, at, -1), reach(turns, at, 1) + 1).stream()
                        .filter(
                                turn ->
                                        isSaidNear(middle.startMs(), turn.startMs())
                                                || isReceivedNear(
                                                        middle.receivedMs(), turn.receivedMs()))
                        .toList(),
                announcements);
    }

    private static boolean isSaidNear(Long one, Long other) {
        return one == null || other == null || Math.abs(one - other) <= WIDEST_MS;
    }

    private static boolean isReceivedNear(Long one, Long other) {
        if (one == null || other == null) {
            return false;
        }
        long apart = Math.abs(one - other);
        return apart >= AT_ONCE_MS && apart <= LONGEST_WAIT_MS;
    }

    /** The last {@value #MOST} turns; turns of at most four words do not count. */
    static NearTurns last(List<Turn> turns, AnnouncedKinds announcements) {
        int end = turns.size();
        return new NearTurns(
                end == 0 ? turns : turns.subList(reach(turns, end - 1, -1), end), announcements);
    }

    /** The last turn to include in one direction. */
    private static int reach(List<Turn> turns, int from, int step) {
        int at = from;
        int counted = 1;
        for (int i = 1; i < MOST_WITH_SHORT_ONES; i++) {
            int next = at + step;
            if (next < 0 || next >= turns.size() || !isShort(turns.get(next)) && ++counted > MOST) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private static boolean isShort(Turn turn) {
        String text = turn.text().strip();
        return text.length() < EDGE && text.split("\\s+").length <= SHORT_WORDS;
    }

    private NearTurns(List<Turn> turns, AnnouncedKinds announcements) {
        this.turns = turns;
        this.announcements = announcements;
        for (Turn turn : turns) {
            texts.add(turn.text());
            numerals.add(null);
            kinds.add(new ArrayList<>());
        }
    }

    /** The text with placeholders replaced by as many spaces, so that positions stay the same. */
    String words(int turn) {
        return PLACEHOLDER
                .matcher(text(turn))
                .replaceAll(found -> " ".repeat(found.group().length()));
    }

    /**
     * The text with as many spaces in place of all up to its last placeholder: the words before a
     * replaced number announce no other one.
     */
    static String afterReplaced(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int end = 0;
        while (placeholder.find()) {
            end = placeholder.end();
        }
        return " ".repeat(end) + text.substring(end);
    }

    static boolean hasReplaced(String text) {
        return PLACEHOLDER.matcher(text).find();
    }

    static boolean isNumber(PersonalData kind) {
        return NUMBERS.contains(kind);
    }

    int size() {
        return turns.size();
    }

    int indexOf(String segmentId) {
        return indexOf(turns, segmentId);
    }

    private static int indexOf(List<Turn> turns, String segmentId) {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i).segmentId().equals(segmentId)) {
                return i;
            }
        }
        return -1;
    }

    Speaker speaker(int turn) {
        return turns.get(turn).speaker();
    }

    /**
     * The text; of a long one, the first and the last {@value #EDGE} units with a word between
     * them.
     */
    String text(int turn) {
        String text = texts.get(turn);
        return isLong(text)
                ? text.substring(0, EDGE) + MIDDLE + text.substring(text.length() - EDGE)
                : text;
    }

    private static boolean isLong(String text) {
        return text.length() > 2 * EDGE + MIDDLE.length();
    }

    /** Converts a position in {@link #text} into one in the whole text. */
    private static int inWhole(String text, int place) {
        return isLong(text) && place > EDGE
                ? Math.max(EDGE, place + text.length() - 2 * EDGE - MIDDLE.length())
                : place;
    }

    Numerals numerals(int turn) {
        if (numerals.get(turn) == null) {
            numerals.set(turn, Numerals.in(words(turn)));
        }
        return numerals.get(turn);
    }

    /**
     * Whether the turn has only digits or fillers and is no question such as "the digits on the
     * back?".
     */
    boolean addsNothing(int turn) {
        return numerals(turn).alone() && !announcements.asks(words(turn));
    }

    private static List<String> wordsOf(String text) {
        return List.of(Token.lowerCase(text).strip().split("[^\\p{L}\\p{N}']+"));
    }

    /** Whether the turn asks for data of the kind. */
    boolean asksFor(PersonalData kind, int turn) {
        return announcements.askedFor(words(turn)) == kind;
    }

    /** Whether the other speaker has asked for data of the kind, soon before a turn. */
    boolean isAskedFor(PersonalData kind, int turn) {
        for (int i = turn - 1; i >= 0 && i >= turn - MOST_TURNS_TO_THE_NAME; i--) {
            if (speaker(i) != speaker(turn) && asksFor(kind, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an e-mail address is asked for or named in a turn or soon before it. */
    boolean namesMail(int turn) {
        for (int i = turn; i >= 0 && i >= turn - MOST_TURNS_TO_THE_NAME; i--) {
            if (MAIL.matcher(words(i)).find()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the turn has few words: "all lower case?", "okay, and the domain?". */
    boolean isBrief(int turn) {
        return wordsOf(words(turn)).size() <= MOST_OF_A_BRIEF_TURN;
    }

    /** Number of digits from a turn on, of the speaker with the most. */
    int digitsOfOneSpeaker(int from) {
        Map<Speaker, Integer> digits = new EnumMap<>(Speaker.class);
        for (int i = from; i < turns.size(); i++) {
            digits.merge(turns.get(i).speaker(), numerals(i).digits(), Integer::sum);
        }
        return digits.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Whether the turn before names the digits of this turn as a number that is kept. */
    boolean isNeeded(int turn) {
        String before = words(turn - 1);
        return turns.get(turn).speaker() == turns.get(turn - 1).speaker()
                ? NeededNumbers.areNamed(before)
                : AnnouncedKinds.isNeeded(before);
    }

    int firstCorrected() {
        for (int i = 0; i < turns.size(); i++) {
            if (!kinds.get(i).isEmpty()) {
                return i;
            }
        }
        return turns.size();
    }

    PersonalData replacedOrAnnouncedBefore(int turn) {
        Speaker speaker = turns.get(turn).speaker();
        if (new CardParts(this, announcements).goesOn(turn)) {
            return PersonalData.CARD_NUMBER;
        }
        for (int i = turn - 1; i >= 0; i--) {
            boolean own = turns.get(i).speaker() == speaker;
            PersonalData replaced = replacedAtTheEnd(text(i));
            if (replaced != null && (own || speaker == Speaker.AGENT)) {
                return replaced;
            }
            if (!addsNothing(i)) {
                return own ? announcements.before(words(i)) : announcements.askedFor(words(i));
            }
        }
        return null;
    }

    /**
     * The kind of a number that was replaced at the end of the speaker's turn before, with nothing
     * but short words of either speaker in between; or null.
     */
    PersonalData replacedRightBefore(int turn) {
        for (int i = turn - 1; i >= 0; i--) {
            boolean own = turns.get(i).speaker() == turns.get(turn).speaker();
            PersonalData replaced = own ? replacedAtTheEnd(text(i)) : null;
            if (replaced != null || !numerals(i).areFiller()) {
                return replaced;
            }
        }
        return null;
    }

    /** The kind of a number that was replaced at the end of a turn, or null. */
    static PersonalData replacedAtTheEnd(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        String last = null;
        int end = 0;
        while (placeholder.find()) {
            last = placeholder.group();
            end = placeholder.end();
        }
        if (last == null || !Numerals.in(text.substring(end)).alone()) {
            return null;
        }
        for (PersonalData kind : PersonalData.values()) {
            if (kind.placeholder().equals(last) && isNumber(kind)) {
                return kind;
            }
        }
        return null;
    }

    void replace(List<Cut> cuts) {
        for (int turn = 0; turn < turns.size(); turn++) {
            int cutTurn = turn;
            List<Cut> ofTurn =
                    cuts.stream()
                            .filter(cut -> cut.turn() == cutTurn)
                            .sorted(Comparator.comparingInt(Cut::start))
                            .toList();
            if (!ofTurn.isEmpty()) {
                replace(turn, ofTurn);
            }
        }
    }

    /** The whole text, also of a long turn. */
    String whole(int turn) {
        return texts.get(turn);
    }

    /** Replaces what was found in the whole text of a turn. */
    void replaceInWhole(int turn, List<Finding> findings) {
        if (!findings.isEmpty()) {
            replace(
                    turn,
                    findings.stream()
                            .sorted(Comparator.comparingInt(Finding::start))
                            .map(found -> new Cut(turn, found.start(), found.end(), found.kind()))
                            .toList(),
                    (whole, place) -> place);
        }
    }

    private void replace(int turn, List<Cut> cuts) {
        replace(turn, cuts, NearTurns::inWhole);
    }

    private void replace(int turn, List<Cut> cuts, ToIntBiFunction<String, Integer> place) {
        String text = texts.get(turn);
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        for (Cut cut : cuts) {
            int start = place.applyAsInt(text, cut.start());
            int end = place.applyAsInt(text, cut.end());
            if (start >= from) {
                replaced.append(text, from, start).append(cut.kind().placeholder());
                kinds.get(turn).add(cut.kind());
                found.add(new Found(turn, cut.kind(), text.substring(start, end)));
            }
            from = Math.max(from, end);
        }
        replaced.append(text, from, text.length());
        texts.set(turn, replaced.toString());
        numerals.set(turn, null);
    }

    /** What was replaced so far. */
    List<Found> found() {
        return List.copyOf(found);
    }

    List<Correction> corrections() {
        List<Correction> corrections = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            if (!kinds.get(i).isEmpty()) {
                corrections.add(
                        new Correction(
                                turns.get(i).segmentId(),
                                texts.get(i),
                                kinds.get(i).stream().distinct().toList()));
            }
        }
        return corrections;
    }
}
