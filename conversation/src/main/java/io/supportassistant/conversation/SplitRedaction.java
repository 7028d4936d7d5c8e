package io.supportassistant.conversation;

import io.supportassistant.conversation.NearTurns.Correction;
import io.supportassistant.conversation.NearTurns.Cut;
import io.supportassistant.events.Speaker;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.Redactor;
import io.supportassistant.spokentext.Numerals;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds personal data that only several turns together show: a number said in parts, an answer in
 * digits to a question, or a number that is read back.
 *
 * <p>There are four cases. Consecutive turns of one speaker are searched as one text; turns of the
 * other speaker in between must be short ("okay", "go on") or digits, else they end the text.
 * Digits alone after a question for a card number, a PIN or the like are that number. Digits alone
 * after a replaced number are its rest, or they read it back. A word after a question for a
 * password may be the password.
 */
public final class SplitRedaction {

    private static final int FEWEST_DIGITS = 3;

    /** In a longer turn, only the beginning and the end can be part of split data. */
    private static final int LONGEST_PIECE = NearTurns.EDGE;

    private static final int FEWEST_OF_A_CARD = 13;
    private static final int FEWEST_HELD_BACK = 6;

    /** Letters of a part of an address that is read back; "dot" has fewer. */
    private static final int FEWEST_OF_A_NAME = 4;

    private static final String HELD_BACK = "…";

    private static final Pattern TOP_LEVEL_DOMAIN =
            Pattern.compile(
                    "(?i)(?:\\.|\\bdot|\\bpunkt|\\bpunto|\\bpoint)\\s?(?:com|net|org|edu|gov|info|biz|io|co"
                        + "|uk|us|ca|au|ie|de|at|ch|es|mx|fr|be|it|nl|eu)\\b");
    private static final Pattern SECRET_STEMS =
            Pattern.compile("(?i)pass|secret|key|token|answer|wort|contrase|clave");
    private static final Pattern ANNOUNCED =
            Pattern.compile("(?i)(?:\\b(?:is|was|says|it's|ist|lautet|es|dice|est|dit)|[:=])\\s*$");

    /** Stands before a group of digits that is repeated. */
    private static final Pattern CORRECTION =
            Pattern.compile(
                    "(?iu)\\b(?:sorry|meant|mean|no|wait|rather|entschuldigung|nein|meine|quatsch"
                            + "|perdón|perdone|digo|pardon|non|veux dire)\\b[^\\d]{0,30}$");

    /** Stands before the next group of digits of a number: "and the second half is". */
    private static final Pattern GOES_ON =
            Pattern.compile(
                    "(?iuU)\\b(?:second|other|next|last|rest|remaining|final(?:ly)?|then|followed|ends?|after"
                        + " that"
                        + "|zweite|andere|nächsten?|letzten?|restlichen?|dann|danach|weiter|schluss"
                        + "|segund[ao]|otr[ao]s?|siguientes?|últim[ao]s?|luego|después|sigue|acaba"
                        + "|termina|deuxième|seconde|autres?|suivants?|derni(?:er|ère)s?|puis"
                        + "|ensuite|après|finit)\\b[^\\d?]{0,30}$");

    private static final Pattern END_OF_SENTENCE = Pattern.compile("[\\s.,;:!?…]+$");

    private static final Pattern MIXED_PART =
            Pattern.compile(
                    "\\W*([A-Za-z]{0,2}\\d[A-Za-z\\d]{0,11}(?:[ .-][A-Za-z\\d]{1,5}){0,4})\\W*");

    private final Redactor redactor;
    private final AnnouncedKinds announcements;
    private final AskedPasswords passwords;
    private final AskedNumbers numbers;
    private final AskedCodes codes;

    /**
     * @param redactor defines the kinds to find, in single turns and across turns
     */
    public SplitRedaction(Redactor redactor) {
        this.redactor = redactor;
        this.announcements = new AnnouncedKinds(redactor);
        this.numbers = new AskedNumbers(redactor, announcements);
        this.passwords = new AskedPasswords(redactor, numbers);
        this.codes = new AskedCodes(redactor, announcements);
    }

    /** A redaction that finds nothing. */
    public static SplitRedaction off() {
        return new SplitRedaction(new Redactor(Set.of(), List.of()));
    }

    /** Part of a turn within a joined text that begins at {@code at}. */
    private record Piece(int turn, int start, int end, int at) {

        boolean overlaps(Finding finding) {
            return finding.start() < at + end - start && finding.end() > at;
        }
    }

    /**
     * Finds the personal data that a new turn reveals.
     *
     * @param turns of both speakers, in the order they were said
     * @param segmentId of the new turn; if it is not among the turns, nothing is found
     * @param said values found earlier in the call; those found now are added
     * @return the turns to correct, in order; the new one may be among them
     */
    List<Correction> corrections(List<Turn> turns, String segmentId, SaidValues said) {
        NearTurns near = NearTurns.around(turns, segmentId, announcements);
        int at = near.indexOf(segmentId);
        if (at < 0) {
            return List.of();
        }
        near.replace(inJoinedText(near, at, NearTurns::addsNothing, kind -> true));
        if (near.namesMail(at)) {
            near.replace(inJoinedText(near, at, NearTurns::isBrief, PersonalData.EMAIL::equals));
        }
        if (near.isAskedFor(PersonalData.DATE_OF_BIRTH, at)) {
            Between brief =
                    (all, i) -> all.isBrief(i) && !all.asksFor(PersonalData.DATE_OF_BIRTH, i);
            near.replace(inJoinedText(near, at, brief, PersonalData.DATE_OF_BIRTH::equals));
        }
        near.replace(inDigitsAlone(near, at));
        for (int i = Math.min(at, near.firstCorrected()); i < near.size(); i++) {
            near.replace(byWhatWasSaidBefore(near, i));
        }
        CardParts cards = new CardParts(near, announcements);
        for (int i = near.size() - 1; i >= 0; i--) {
            if (cards.begins(i)) {
                near.replace(List.of(numbers(near, i, PersonalData.CARD_NUMBER)));
            } else if (cards.endsWithBeginning(i)) {
                int trailing = near.numerals(i).trailing();
                int end = near.numerals(i).end();
                near.replace(List.of(new Cut(i, trailing, end, PersonalData.CARD_NUMBER)));
            }
        }
        for (int i = at; i < near.size(); i++) {
            near.replace(codes.in(near, i));
            near.replace(numbers.in(near, i));
            near.replace(passwords.in(near, i, said));
        }
        replaceRepeated(near, at, said);
        return near.corrections();
    }

    /** Values that were found are also replaced later, and long numbers in near turns before. */
    private static void replaceRepeated(NearTurns near, int at, SaidValues said) {
        int from = at;
        int to = at + 1;
        for (NearTurns.Found found : near.found()) {
            boolean isReadBack =
                    found.kind() == PersonalData.SECRET
                            && near.speaker(found.turn()) == Speaker.AGENT;
            if (!isReadBack && said.remember(found.kind(), found.text())) {
                boolean isTelling = Numerals.in(found.text()).digits() >= FEWEST_HELD_BACK;
                from = isTelling ? 0 : Math.min(from, found.turn());
                to = near.size();
            }
        }
        if (said.isEmpty()) {
            return;
        }
        for (int i = from; i < to; i++) {
            near.replaceInWhole(i, said.in(near.whole(i)));
        }
    }

    /**
     * The turns for an analysis. Digits that one speaker says turn after turn may be the beginning
     * of a number that only its end identifies. They are masked until something else is said,
     * unless a turn names them as an order or an error.
     */
    List<Turn> withoutUnfinished(List<Turn> turns) {
        if (!announcements.any()) {
            return turns;
        }
        NearTurns near = NearTurns.last(turns, announcements);
        int begin = turns.size() - near.size();
        int from = near.size();
        while (from > 0 && near.addsNothing(from - 1)) {
            from--;
        }
        if (near.digitsOfOneSpeaker(from) < FEWEST_HELD_BACK || from > 0 && near.isNeeded(from)) {
            return turns;
        }
        List<Turn> held = new ArrayList<>(turns);
        for (int i = from; i < near.size(); i++) {
            Numerals numerals = near.numerals(i);
            if (numerals.areAlone()) {
                String text = near.text(i);
                held.set(
                        begin + i,
                        turns.get(begin + i)
                                .saying(
                                        text.substring(0, numerals.start())
                                                + HELD_BACK
                                                + text.substring(numerals.end())));
            }
        }
        return List.copyOf(held);
    }

    /** A turn of the other speaker between two parts. */
    private interface Between {
        boolean may(NearTurns near, int turn);
    }

    /**
     * Findings in the joined turns of one speaker.
     *
     * @param between which turns of the other speaker may stand between them; any other ends the
     *     text
     * @param kinds to find
     */
    private List<Cut> inJoinedText(
            NearTurns near, int at, Between between, Predicate<PersonalData> kinds) {
        Speaker speaker = near.speaker(at);
        int from = at;
        String question = "";
        for (int i = at - 1; i >= 0; i--) {
            if (near.speaker(i) != speaker && !between.may(near, i)) {
                question = near.words(i);
                break;
            }
            from = i;
        }
        int to = at + 1;
        while (to < near.size() && (near.speaker(to) == speaker || between.may(near, to))) {
            to++;
        }
        StringBuilder joined = new StringBuilder(wordsOf(question));
        boolean announced = !joined.isEmpty();
        List<Piece> pieces = new ArrayList<>();
        List<Cut> cuts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String text = near.text(i);
            boolean isAnswered = near.speaker(i) == speaker && isAnswered(text);
            if (isAnswered) {
                cuts.addAll(cuts(near, joined, pieces, announced));
                joined.setLength(0);
                pieces.clear();
                announced = false;
            }
            if (near.speaker(i) != speaker
                    || near.numerals(i).areFiller()
                    || numbers.isExcuse(near, i)) {
                continue;
            }
            Piece piece = piece(near, i);
            if (piece.end() - piece.start() > LONGEST_PIECE) {
                join(
                        text.substring(0, LONGEST_PIECE),
                        new Piece(i, 0, LONGEST_PIECE, 0),
                        joined,
                        pieces);
                cuts.addAll(cuts(near, joined, pieces, announced));
                joined.setLength(0);
                pieces.clear();
                announced = false;
                piece = new Piece(i, piece.end() - LONGEST_PIECE, piece.end(), 0);
            }
            join(text.substring(piece.start(), piece.end()), piece, joined, pieces);
        }
        cuts.addAll(cuts(near, joined, pieces, announced));
        return cuts.stream().filter(cut -> kinds.test(cut.kind())).toList();
    }

    /** A sentence that announces a number as the one that the question asked for; may be empty. */
    private String wordsOf(String question) {
        String words = announcements.wordsOf(question);
        if (!words.isEmpty() || question.isEmpty()) {
            return words;
        }
        return redactor.namesIn(OtherQuestions.leftOut(question)).stream()
                .findFirst()
                .map(named -> named.words() + ", ")
                .orElse("");
    }

    /**
     * A card number in the digit turns of one speaker, whatever is said between them: its check
     * digit proves it.
     */
    private List<Cut> inDigitsAlone(NearTurns near, int at) {
        StringBuilder joined = new StringBuilder();
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < near.size(); i++) {
            if (AnnouncedKinds.isNeeded(near.words(i))) {
                joined.setLength(0);
                pieces.clear();
            } else if (near.speaker(i) == near.speaker(at) && near.numerals(i).areAlone()) {
                Piece piece = piece(near, i);
                join(near.text(i).substring(piece.start(), piece.end()), piece, joined, pieces);
            }
        }
        if (pieces.size() < 2 || Numerals.in(joined.toString()).digits() < FEWEST_OF_A_CARD) {
            return List.of();
        }
        return redactor.find(joined.toString()).stream()
                .filter(finding -> finding.kind() == PersonalData.CARD_NUMBER)
                .flatMap(
                        finding ->
                                pieces.stream()
                                        .filter(piece -> piece.overlaps(finding))
                                        .map(piece -> cut(near, piece, finding)))
                .toList();
    }

    private static void join(String text, Piece piece, StringBuilder joined, List<Piece> pieces) {
        pieces.add(new Piece(piece.turn(), piece.start(), piece.end(), joined.length()));
        joined.append(isAnswered(text) ? NearTurns.afterReplaced(text) : text).append(' ');
    }

    /** Whether a number was replaced in a turn, and the turn announces no further one. */
    private static boolean isAnswered(String text) {
        return NearTurns.hasReplaced(text)
                && !ANNOUNCED.matcher(END_OF_SENTENCE.matcher(text).replaceFirst("")).find();
    }

    /** For a turn of digits, the digits; for any other, the text without its full stop. */
    private static Piece piece(NearTurns near, int turn) {
        Numerals numerals = near.numerals(turn);
        if (numerals.areAlone()) {
            return new Piece(turn, numerals.start(), numerals.end(), 0);
        }
        String text = near.text(turn);
        Matcher end = END_OF_SENTENCE.matcher(text);
        return new Piece(turn, 0, end.find() ? end.start() : text.length(), 0);
    }

    private List<Cut> cuts(
            NearTurns near, CharSequence joined, List<Piece> pieces, boolean announced) {
        if (pieces.isEmpty() || pieces.size() == 1 && !announced) {
            return List.of();
        }
        List<Cut> cuts = new ArrayList<>();
        String text = joined.toString();
        if (!announced && !isWorthLooking(text)) {
            return List.of();
        }
        for (Finding finding : redactor.find(text)) {
            if (!isCertain(finding, text)) {
                continue;
            }
            List<Cut> found =
                    pieces.stream()
                            .filter(piece -> piece.overlaps(finding))
                            .map(piece -> cut(near, piece, finding))
                            .toList();
            cuts.addAll(found);
            if (!found.isEmpty() && NearTurns.isNumber(finding.kind())) {
                cuts.addAll(digitsBeside(near, found));
            }
            if (finding.kind() == PersonalData.EMAIL) {
                found.forEach(part -> cuts.addAll(readBack(near, part)));
            }
        }
        return cuts;
    }

    /** A cheap check before the costly search; few turns pass it. */
    private static boolean isWorthLooking(String joined) {
        return Numerals.in(joined).digits() >= FEWEST_DIGITS
                || TOP_LEVEL_DOMAIN.matcher(joined).find()
                || SECRET_STEMS.matcher(joined).find();
    }

    /** Text at the boundary of two turns may match by chance; digits hardly ever do. */
    private static boolean isCertain(Finding finding, String joined) {
        String found = joined.substring(finding.start(), finding.end());
        return switch (finding.kind()) {
            case EMAIL -> TOP_LEVEL_DOMAIN.matcher(found).find();
            case SECRET ->
                    Numerals.in(found).digits() > 1
                            || ANNOUNCED.matcher(joined.substring(0, finding.start())).find();
            default -> Numerals.in(found).digits() > 1;
        };
    }

    private static Cut cut(NearTurns near, Piece piece, Finding finding) {
        return near.numerals(piece.turn()).areAlone()
                ? numbers(near, piece.turn(), finding.kind())
                : new Cut(
                        piece.turn(),
                        piece.start() + Math.max(0, finding.start() - piece.at()),
                        Math.min(piece.end(), piece.start() + finding.end() - piece.at()),
                        finding.kind());
    }

    /** Digits alone between the parts of a number and right before them. */
    private static List<Cut> digitsBeside(NearTurns near, List<Cut> found) {
        List<Cut> cuts = new ArrayList<>();
        int first = found.get(0).turn();
        int last = found.get(found.size() - 1).turn();
        boolean reachesBack = near.numerals(first).areAlone();
        while (reachesBack && first > 0 && near.addsNothing(first - 1)) {
            first--;
        }
        for (int turn = first; turn < last; turn++) {
            if (near.numerals(turn).areAlone()) {
                cuts.add(numbers(near, turn, found.get(0).kind()));
            }
        }
        return cuts;
    }

    /** Where the other speaker repeats a part right after it. */
    private static List<Cut> readBack(NearTurns near, Cut part) {
        int next = part.turn() + 1;
        if (next == near.size()
                || near.speaker(next) == near.speaker(part.turn())
                || !near.isBrief(next)) {
            return List.of();
        }
        String words = near.text(part.turn()).substring(part.start(), part.end()).strip();
        return Stream.concat(Stream.of(words), Stream.of(words.split("\\s+")))
                .filter(word -> word.length() >= FEWEST_OF_A_NAME)
                .flatMap(word -> places(near.text(next), word))
                .map(found -> new Cut(next, found.start(), found.end(), part.kind()))
                .toList();
    }

    private static Stream<MatchResult> places(String text, String words) {
        return Pattern.compile("(?iuU)(?<!\\w)" + Pattern.quote(words) + "(?!\\w)")
                .matcher(text)
                .results();
    }

    private static Cut numbers(NearTurns near, int turn, PersonalData kind) {
        Numerals numerals = near.numerals(turn);
        return new Cut(turn, numerals.start(), numerals.end(), kind);
    }

    private static boolean isCorrection(String before) {
        return CORRECTION.matcher(before).find();
    }

    /** Digits alone, or at the end of a turn, are the number announced or replaced before them. */
    private List<Cut> byWhatWasSaidBefore(NearTurns near, int turn) {
        Numerals numerals = near.numerals(turn);
        if (numerals.areAlone()) {
            PersonalData kind = near.replacedOrAnnouncedBefore(turn);
            return kind == null ? List.of() : List.of(numbers(near, turn, kind));
        }
        String text = near.text(turn);
        Matcher mixed = MIXED_PART.matcher(text);
        if (mixed.matches() && numerals.digits() > 1) {
            PersonalData kind = near.replacedOrAnnouncedBefore(turn);
            if (RestOfNumber.mayHaveLetters(kind)) {
                return List.of(new Cut(turn, mixed.start(1), mixed.end(1), kind));
            }
        }
        PersonalData begun = near.replacedRightBefore(turn);
        int end = begun == null ? 0 : RestOfNumber.end(text, numerals, begun);
        if (end > 0) {
            return List.of(new Cut(turn, numerals.start(), end, begun));
        }
        if (numerals.trailing() == text.length()) {
            return List.of();
        }
        String before = near.words(turn).substring(0, numerals.trailing());
        PersonalData kind = announcements.before(before);
        if (kind == null
                && (isCorrection(before) || GOES_ON.matcher(before).find())
                && new CardParts(near, announcements).goesOn(turn)) {
            kind = PersonalData.CARD_NUMBER;
        }
        return kind == null
                ? List.of()
                : List.of(new Cut(turn, numerals.trailing(), numerals.end(), kind));
    }
}
