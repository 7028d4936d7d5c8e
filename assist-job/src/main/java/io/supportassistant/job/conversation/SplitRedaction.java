package io.supportassistant.job.conversation;

import io.supportassistant.events.Speaker;
import io.supportassistant.redaction.Finding;
import io.supportassistant.redaction.PersonalData;
import io.supportassistant.redaction.Redactor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds personal data that several turns show together and no one of them alone: a number said in
 * parts, one that was asked for and is answered in digits, one that is read back.
 *
 * <p>Three things count. What a speaker says in consecutive turns is looked at as one text; what
 * the other says in between may be short ("okay", "go on") or in digits, else it ends the text.
 * Digits alone after a question for a card number, a PIN and the like are that number. Digits alone
 * after a number that was replaced are the rest of it, or it is read back.
 */
public final class SplitRedaction {

    private static final int MOST_TURNS = 12;
    private static final long WIDEST_MS = 60_000;
    private static final int FEWEST_DIGITS = 3;

    /** Of a longer turn only the beginning and the end can be part of something split. */
    private static final int LONGEST_PIECE = 400;

    private static final Pattern PLACEHOLDER =
            Pattern.compile(
                    Arrays.stream(PersonalData.values())
                            .map(kind -> Pattern.quote(kind.placeholder()))
                            .collect(Collectors.joining("|")));
    private static final Pattern TOP_LEVEL_DOMAIN =
            Pattern.compile(
                    "(?i)(?:\\.|\\bdot|\\bpunkt|\\bpunto|\\bpoint)\\s?(?:com|net|org|edu|gov|info|biz|io|co"
                        + "|uk|us|ca|au|ie|de|at|ch|es|mx|fr|be|it|nl|eu)\\b");
    private static final Pattern SECRET_STEMS =
            Pattern.compile("(?i)pass|secret|key|token|answer|wort|contrase|clave");
    private static final Pattern ANNOUNCED =
            Pattern.compile("(?i)(?:\\b(?:is|was|it's|ist|es|est)|[:=])\\s*$");
    private static final Pattern END_OF_SENTENCE = Pattern.compile("[\\s.,;:!?…]+$");

    private final Redactor redactor;
    private final Announcements announcements;

    /**
     * @param redactor of which kinds things are looked for, on their own and together
     */
    public SplitRedaction(Redactor redactor) {
        this.redactor = redactor;
        this.announcements = new Announcements(redactor);
    }

    /** Finds nothing. */
    public static SplitRedaction off() {
        return new SplitRedaction(new Redactor(Set.of(), List.of()));
    }

    /**
     * The corrected text of a turn.
     *
     * @param kinds what was replaced, in order
     */
    record Correction(String segmentId, String text, List<PersonalData> kinds) {}

    /** Part of a turn that is to be replaced. */
    private record Cut(int turn, int start, int end, PersonalData kind) {}

    /** Part of a turn within a joined text that begins at {@code at}. */
    private record Piece(int turn, int start, int end, int at) {

        boolean overlaps(Finding finding) {
            return finding.start() < at + end - start && finding.end() > at;
        }
    }

    /**
     * What a new turn shows.
     *
     * @param turns of both speakers, in the order they were said
     * @param segmentId of the new one; if it is not among them nothing is found
     * @return the turns to correct, in order; the new one may be among them
     */
    List<Correction> corrections(List<Turn> turns, String segmentId) {
        List<Turn> near = near(turns, segmentId);
        int at = indexOf(near, segmentId);
        if (at < 0) {
            return List.of();
        }
        Work work = new Work(near, announcements);
        work.replace(inJoinedText(work, at));
        for (int i = Math.min(at, work.firstCorrected()); i < near.size(); i++) {
            work.replace(byWhatWasSaidBefore(work, i));
        }
        return work.corrections();
    }

    private static List<Turn> near(List<Turn> turns, String segmentId) {
        int at = indexOf(turns, segmentId);
        if (at < 0) {
            return List.of();
        }
        Long saidAt = turns.get(at).startMs();
        return turns
                .subList(Math.max(0, at + 1 - MOST_TURNS), Math.min(turns.size(), at + MOST_TURNS))
                .stream()
                .filter(
                        turn ->
                                saidAt == null
                                        || turn.startMs() == null
                                        || Math.abs(saidAt - turn.startMs()) <= WIDEST_MS)
                .toList();
    }

    private static int indexOf(List<Turn> turns, String segmentId) {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i).segmentId().equals(segmentId)) {
                return i;
            }
        }
        return -1;
    }

    /** What one speaker's turns show together. */
    private List<Cut> inJoinedText(Work work, int at) {
        Speaker speaker = work.turns.get(at).speaker();
        int from = at;
        String question = "";
        for (int i = at - 1; i >= 0; i--) {
            if (work.turns.get(i).speaker() != speaker && !work.addsNothing(i)) {
                question = work.words(i);
                break;
            }
            from = i;
        }
        int to = at + 1;
        while (to < work.turns.size()
                && (work.turns.get(to).speaker() == speaker || work.addsNothing(to))) {
            to++;
        }
        StringBuilder joined = new StringBuilder(announcements.wordsOf(question));
        boolean announced = !joined.isEmpty();
        List<Piece> pieces = new ArrayList<>();
        List<Cut> cuts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (work.turns.get(i).speaker() != speaker || work.numerals(i).areFiller()) {
                continue;
            }
            String text = work.texts.get(i);
            Piece piece = piece(work, i);
            if (piece.end() - piece.start() > LONGEST_PIECE) {
                join(
                        text.substring(0, LONGEST_PIECE),
                        new Piece(i, 0, LONGEST_PIECE, 0),
                        joined,
                        pieces);
                cuts.addAll(cuts(work, joined, pieces, announced));
                joined.setLength(0);
                pieces.clear();
                announced = false;
                piece = new Piece(i, piece.end() - LONGEST_PIECE, piece.end(), 0);
            }
            join(text.substring(piece.start(), piece.end()), piece, joined, pieces);
        }
        cuts.addAll(cuts(work, joined, pieces, announced));
        return cuts;
    }

    private static void join(String text, Piece piece, StringBuilder joined, List<Piece> pieces) {
        pieces.add(new Piece(piece.turn(), piece.start(), piece.end(), joined.length()));
        joined.append(text).append(' ');
    }

    /** Of digits the digits; of anything else the text without its full stop. */
    private static Piece piece(Work work, int turn) {
        Numerals numerals = work.numerals(turn);
        if (numerals.areAlone()) {
            return new Piece(turn, numerals.start(), numerals.end(), 0);
        }
        String text = work.texts.get(turn);
        Matcher end = END_OF_SENTENCE.matcher(text);
        return new Piece(turn, 0, end.find() ? end.start() : text.length(), 0);
    }

    private List<Cut> cuts(Work work, CharSequence joined, List<Piece> pieces, boolean announced) {
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
                            .map(piece -> cut(work, piece, finding))
                            .toList();
            cuts.addAll(found);
            if (!found.isEmpty() && finding.kind() != PersonalData.EMAIL) {
                cuts.addAll(digitsBeside(work, found));
            }
        }
        return cuts;
    }

    /** Looking costs much more than this, and few turns have anything of the kind. */
    private static boolean isWorthLooking(String joined) {
        return Numerals.in(joined).digits() >= FEWEST_DIGITS
                || TOP_LEVEL_DOMAIN.matcher(joined).find()
                || SECRET_STEMS.matcher(joined).find();
    }

    /** Words run together by chance where one turn ends and the next begins; digits hardly do. */
    private static boolean isCertain(Finding finding, String joined) {
        String found = joined.substring(finding.start(), finding.end());
        return switch (finding.kind()) {
            case EMAIL -> TOP_LEVEL_DOMAIN.matcher(found).find();
            case SECRET ->
                    Numerals.in(found).digits() > 1
                            || ANNOUNCED.matcher(joined.substring(0, finding.start())).find();
            default -> true;
        };
    }

    private static Cut cut(Work work, Piece piece, Finding finding) {
        return work.numerals(piece.turn()).areAlone()
                ? numbers(work, piece.turn(), finding.kind())
                : new Cut(
                        piece.turn(),
                        piece.start() + Math.max(0, finding.start() - piece.at()),
                        Math.min(piece.end(), piece.start() + finding.end() - piece.at()),
                        finding.kind());
    }

    /** The digits that stand alone between the parts of a number, and right before them. */
    private static List<Cut> digitsBeside(Work work, List<Cut> found) {
        List<Cut> cuts = new ArrayList<>();
        int first = found.get(0).turn();
        int last = found.get(found.size() - 1).turn();
        boolean reachesBack = work.numerals(first).areAlone();
        while (reachesBack && first > 0 && work.addsNothing(first - 1)) {
            first--;
        }
        for (int turn = first; turn < last; turn++) {
            if (work.numerals(turn).areAlone()) {
                cuts.add(numbers(work, turn, found.get(0).kind()));
            }
        }
        return cuts;
    }

    private static Cut numbers(Work work, int turn, PersonalData kind) {
        Numerals numerals = work.numerals(turn);
        return new Cut(turn, numerals.start(), numerals.end(), kind);
    }

    /** Digits alone, or at the end of a turn, are what was announced or replaced before them. */
    private List<Cut> byWhatWasSaidBefore(Work work, int turn) {
        Numerals numerals = work.numerals(turn);
        if (numerals.areAlone()) {
            PersonalData kind = work.replacedOrAnnouncedBefore(turn);
            return kind == null ? List.of() : List.of(numbers(work, turn, kind));
        }
        String text = work.texts.get(turn);
        if (numerals.trailing() == text.length()) {
            return List.of();
        }
        PersonalData kind =
                announcements.before(work.words(turn).substring(0, numerals.trailing()));
        return kind == null
                ? List.of()
                : List.of(new Cut(turn, numerals.trailing(), numerals.end(), kind));
    }

    /** The turns with what was replaced in them so far. */
    private static final class Work {

        private final List<Turn> turns;
        private final Announcements announcements;
        private final List<String> texts = new ArrayList<>();
        private final List<Numerals> numerals = new ArrayList<>();
        private final List<List<PersonalData>> kinds = new ArrayList<>();

        Work(List<Turn> turns, Announcements announcements) {
            this.turns = turns;
            this.announcements = announcements;
            for (Turn turn : turns) {
                texts.add(turn.text());
                numerals.add(Numerals.in(words(turn.text())));
                kinds.add(new ArrayList<>());
            }
        }

        /** The text with spaces for placeholders, so that places in it are those of the text. */
        String words(int turn) {
            return words(texts.get(turn));
        }

        private static String words(String text) {
            return PLACEHOLDER
                    .matcher(text)
                    .replaceAll(found -> " ".repeat(found.group().length()));
        }

        Numerals numerals(int turn) {
            return numerals.get(turn);
        }

        /** Whether it is digits or fillers, and no question such as "the digits on the back?". */
        boolean addsNothing(int turn) {
            return numerals.get(turn).alone() && announcements.askedFor(words(turn)) == null;
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
            for (int i = turn - 1; i >= 0; i--) {
                boolean own = turns.get(i).speaker() == speaker;
                PersonalData replaced = replacedAtTheEnd(texts.get(i));
                if (replaced != null && (own || speaker == Speaker.AGENT)) {
                    return replaced;
                }
                if (!addsNothing(i)) {
                    return own ? announcements.before(words(i)) : announcements.askedFor(words(i));
                }
            }
            return null;
        }

        /** What kind of number a turn ends with that was replaced, or null. */
        private static PersonalData replacedAtTheEnd(String text) {
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
                if (kind.placeholder().equals(last) && kind != PersonalData.EMAIL) {
                    return kind;
                }
            }
            return null;
        }

        /** Replaces parts of turns. */
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

        private void replace(int turn, List<Cut> cuts) {
            String text = texts.get(turn);
            StringBuilder replaced = new StringBuilder();
            int from = 0;
            for (Cut cut : cuts) {
                if (cut.start() >= from) {
                    replaced.append(text, from, cut.start()).append(cut.kind().placeholder());
                    kinds.get(turn).add(cut.kind());
                }
                from = Math.max(from, cut.end());
            }
            replaced.append(text, from, text.length());
            texts.set(turn, replaced.toString());
            numerals.set(turn, Numerals.in(words(turn)));
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
}
