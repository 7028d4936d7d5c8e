package io.supportassistant.conversation;

import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.NeededNumbers;
import io.supportassistant.spokentext.Numerals;
import java.util.regex.Pattern;

/** Finds groups of digits that are part of a card number spread over several turns. */
final class CardParts {

    private static final int FEWEST_ALONE = 2;
    private static final int FEWEST_OF_A_GROUP = 3;
    private static final int MOST_OF_A_GROUP = 8;
    private static final int MOST_INTERRUPTIONS = 2;
    private static final int MOST_BEFORE_THE_REST = 15;
    private static final int FEWEST_SPOKEN = 6;
    private static final Pattern FOURS =
            Pattern.compile("\\D*(?<!\\d)\\d{4}(?:[\\s,.-]{1,3}\\d{4}){0,2}(?!\\d)\\D*");
    private static final Pattern GROUPED_HALF =
            Pattern.compile("\\D*(?:\\d{4}[ ,.-]{1,2}\\d{4}|\\d{2}(?:[ ,.-]{1,2}\\d{2}){3})\\D*");
    private static final int HALF_A_CARD = 8;
    private static final int MOST_TURNS_TO_THE_CARD = 4;
    private static final Pattern ANNOUNCES_OR_ASKS =
            Pattern.compile(
                    "(?i)\\b(?:is|was|are|says|shows|ist|es|est|it's)[\\s.,:…]*$|\\b(?:what|which|how(?!"
                        + " (?:can|may|could) i"
                        + " help)|when|where|zip|code|number|year|price|amount)\\b");

    /** A question for the rest of a number: "and which ones follow?". */
    private static final Pattern ASKS_ON =
            Pattern.compile(
                    "(?iu)\\b(?:follows?|next|after that|go on|continue|and then|weiter|danach"
                            + "|luego|después|sigue|siguen|ensuite|après|la suite)\\b");

    private static final Pattern CARD =
            Pattern.compile(
                    "(?i)\\b(?:visa|master ?card|maestro|amex|american express|discover"
                            + "|(?:debit|credit|which|what|same) card)\\b");

    private static final Pattern ANNOUNCES_A_YEAR =
            Pattern.compile("(?iu)\\b(?:in|since|from|until|of|seit|von|aus|desde|en|depuis)\\s$");

    private static final Pattern ANY_CARD =
            Pattern.compile("(?iu)\\b(?:cards?|\\p{L}*karten?(?:nummer)?|tarjeta|carte)\\b");

    private final NearTurns near;
    private final AnnouncedKinds announcements;

    CardParts(NearTurns near, AnnouncedKinds announcements) {
        this.near = near;
        this.announcements = announcements;
    }

    /** Whether a group of digits continues the speaker's card number after an interruption. */
    boolean goesOn(int turn) {
        Numerals said = near.numerals(turn);
        int fewest = said.areAlone() ? FEWEST_ALONE : FEWEST_OF_A_GROUP;
        if (said.digits() < fewest || said.digits() > MOST_OF_A_GROUP) {
            return false;
        }
        int interruptions = 0;
        for (int i = turn - 1; i >= 0; i--) {
            if (near.speaker(i) == near.speaker(turn)
                    && NearTurns.replacedAtTheEnd(near.text(i)) == PersonalData.CARD_NUMBER) {
                return true;
            }
            boolean isAside = interruptsOnly(i) || asksWhatCard(i);
            if (!near.addsNothing(i) && (!isAside || ++interruptions > MOST_INTERRUPTIONS)) {
                return false;
            }
        }
        return false;
    }

    /**
     * Whether a turn of only digits, in groups of four, is the beginning of a card number. The same
     * speaker then says the rest, which was taken for a card number of its own; a second half may
     * have been taken for a phone number.
     */
    boolean begins(int turn) {
        Numerals said = near.numerals(turn);
        if (!said.areAlone() || said.digits() > MOST_BEFORE_THE_REST || isAskedOther(turn)) {
            return false;
        }
        boolean isWritten = FOURS.matcher(near.words(turn)).matches();
        if (!isWritten && said.digits() < FEWEST_SPOKEN) {
            return false;
        }
        return isFollowedByTheRest(turn);
    }

    /**
     * Whether a turn ends with groups of four and its speaker goes on so; a single group only if a
     * card is named before it.
     */
    boolean endsWithBeginning(int turn) {
        String words = near.words(turn);
        int trailing = near.numerals(turn).trailing();
        return trailing < words.length()
                && FOURS.matcher(words.substring(trailing)).matches()
                && (Numerals.in(words.substring(trailing)).digits() >= HALF_A_CARD
                        || ANY_CARD.matcher(words.substring(0, trailing)).find()
                                && !ANNOUNCES_A_YEAR.matcher(words.substring(0, trailing)).find()
                        || turn > 0 && announcements.asksForACard(near.words(turn - 1)))
                && !NeededNumbers.areNamed(words.substring(0, trailing))
                && isFollowedByTheRest(turn);
    }

    private boolean isFollowedByTheRest(int turn) {
        Numerals said = near.numerals(turn);
        int interruptions = 0;
        for (int i = turn + 1; i < near.size(); i++) {
            if (near.speaker(i) == near.speaker(turn)
                    && (isOnly(PersonalData.CARD_NUMBER, near.text(i))
                            || isHalf(turn) && isOnly(PersonalData.PHONE_NUMBER, near.text(i)))) {
                return true;
            }
            boolean isAside = said.digits() >= FEWEST_SPOKEN && asksWhatCard(i);
            if (!near.addsNothing(i) && (!isAside || ++interruptions > MOST_INTERRUPTIONS)) {
                return false;
            }
        }
        return false;
    }

    /**
     * Whether the turn has half the digits of a card, either grouped as on a card or soon after a
     * turn that names one.
     */
    private boolean isHalf(int turn) {
        if (near.numerals(turn).digits() != HALF_A_CARD) {
            return false;
        }
        if (GROUPED_HALF.matcher(near.words(turn)).matches()) {
            return true;
        }
        for (int i = turn - 1; i >= Math.max(0, turn - MOST_TURNS_TO_THE_CARD); i--) {
            if (ANY_CARD.matcher(near.words(i)).find()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the turn before asks for or announces something other than a card. */
    private boolean isAskedOther(int turn) {
        if (turn == 0) {
            return false;
        }
        String before = near.words(turn - 1);
        return near.isNeeded(turn)
                || !CARD.matcher(before).find()
                        && !announcements.asksForACard(before)
                        && ANNOUNCES_OR_ASKS.matcher(before).find();
    }

    private static boolean isOnly(PersonalData kind, String text) {
        int at = text.indexOf(kind.placeholder());
        return at >= 0
                && Numerals.in(text.substring(0, at)).areFiller()
                && Numerals.in(text.substring(at + kind.placeholder().length())).areFiller();
    }

    /**
     * Whether the turn asks for the kind of card, between two halves of the number: "is that a
     * visa?".
     */
    private boolean asksWhatCard(int turn) {
        String words = near.words(turn);
        return near.numerals(turn).digits() == 0
                && words.equals(near.text(turn))
                && CARD.matcher(words).find();
    }

    /**
     * Whether the turn has no digits, announces none and does not ask: "hold on, my dog is
     * barking".
     */
    private boolean interruptsOnly(int turn) {
        String words = near.words(turn);
        return near.numerals(turn).digits() == 0
                && words.equals(near.text(turn))
                && (ASKS_ON.matcher(words).find()
                        || words.indexOf('?') < 0 && !ANNOUNCES_OR_ASKS.matcher(words).find())
                && !AnnouncedKinds.isNeeded(words)
                && !NeededNumbers.areNamed(words)
                && !announcements.asks(words);
    }
}
