package io.supportassistant.job.conversation;

import io.supportassistant.job.conversation.NearTurns.Cut;
import io.supportassistant.redaction.Finding;
import io.supportassistant.redaction.PersonalData;
import io.supportassistant.redaction.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PINs, card codes and sent codes that are most of a turn, after a turn that names or asks for one,
 * whatever is said between the two: "one moment", "of course", "what was that again?". A turn that
 * brings another number up, as that of an order, ends it.
 */
final class AskedCodes {

    private static final int MOST_TURNS = 7;
    private static final int FEWEST_DIGITS = 3;

    /** Beside the digits: "the one from the letter, 1633". */
    private static final int MOST_WORDS = 6;

    /** Right after the turn that names it. */
    private static final int MOST_WORDS_AT_ONCE = 12;

    private static final int MOST_WORDS_BETWEEN = 14;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+(?:['’]\\p{L}+)?");

    private static final Pattern WARNING =
            Pattern.compile("\\b(?:don't|do not|never|niemals|nie|nunca|jamais)\\b");

    /** What other numbers answer. */
    private static final Pattern OTHER_TOPIC =
            Pattern.compile(
                    "\\b(?:when|since|how (?:many|much|long|old|often|far|big)|what"
                        + " time|year|date|born|birth\\w*|zip|post"
                        + " ?code|(?:phone|callback|contact|mobile|house|flat|meter) number|reach"
                        + " you|address|model|serial|version|room|extension|page|branch|balance|amount|wann(?!"
                        + " immer)|seit|wie (?:viele?|lange|oft|alt|hoch)"
                        + "|jahr|datum|gebor\\w*|geburt\\w*|adresse|telefonnummer|ruckrufnummer"
                        + "|handynummer|plz|postleitzahl|hausnummer|modell|seriennummer|zimmer|betrag|cuando(?!"
                        + " (?:quiera|pueda|la|lo))|desde|cuant\\w*|ano|fecha|nacimiento|direccion|(?:numero"
                        + " de )telefono|postal|modelo|serie|habitacion|importe|quand(?!"
                        + " (?:vous|tu))|depuis|combien|annee|naissance|numero de"
                        + " telephone|modele|chambre|montant)\\b");

    private final Redactor redactor;
    private final Announcements announcements;

    AskedCodes(Redactor redactor, Announcements announcements) {
        this.redactor = redactor;
        this.announcements = announcements;
    }

    /** The code that a turn is, or that it says beside a few words. */
    List<Cut> in(NearTurns near, int turn) {
        Numerals numerals = near.numerals(turn);
        if (numerals.digits() < FEWEST_DIGITS) {
            return List.of();
        }
        int words = wordsBeside(near, turn);
        if (words > MOST_WORDS_AT_ONCE) {
            return List.of();
        }
        String name = namedBefore(near, turn, words);
        if (name == null) {
            return List.of();
        }
        String before = name + ", ";
        List<Cut> cuts = new ArrayList<>();
        for (Finding found : redactor.find(before + near.words(turn))) {
            int start = Math.max(0, found.start() - before.length());
            int end = found.end() - before.length();
            if (found.kind() == PersonalData.SECRET && end > 0) {
                cuts.add(new Cut(turn, start, end, PersonalData.SECRET));
            }
        }
        return cuts;
    }

    private static int wordsBeside(NearTurns near, int turn) {
        int words = 0;
        Matcher word = WORD.matcher(near.words(turn));
        while (word.find()) {
            words += Numerals.in(word.group()).digits() > 0 ? 0 : 1;
        }
        return words;
    }

    /** What the turns before name, or null if they are about something else by now. */
    private String namedBefore(NearTurns near, int turn, int words) {
        for (int i = turn - 1; i >= 0 && i >= turn - MOST_TURNS; i--) {
            String said = near.words(i);
            String text = Announcements.lower(said);
            String named = redactor.secretNamedIn(said);
            if (named != null) {
                boolean isNear = i == turn - 1 || words <= MOST_WORDS;
                return isNear && !WARNING.matcher(text).find() ? named : null;
            }
            if (isOther(near, i, text)) {
                return null;
            }
        }
        return null;
    }

    /** Whether a turn brings another number up, or another subject. */
    boolean isOther(NearTurns near, int turn, String text) {
        return near.numerals(turn).digits() >= FEWEST_DIGITS
                || Announcements.asksForANeeded(text)
                || announcements.asks(text)
                || OTHER_TOPIC.matcher(Announcements.unaccented(text)).find()
                || wordsBeside(near, turn) > MOST_WORDS_BETWEEN;
    }
}
