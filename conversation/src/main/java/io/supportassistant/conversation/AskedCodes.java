package io.supportassistant.conversation;

import io.supportassistant.conversation.CodeParts.Part;
import io.supportassistant.conversation.NearTurns.Cut;
import io.supportassistant.events.Speaker;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.Redactor;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a PIN or a code that the customer tells after the agent's request, at once or in parts with
 * a "mhm" between them, also with letters: "read me the code", "K 7", "yes?", "x 4 4".
 */
final class AskedCodes {

    private static final int MOST_TURNS = 14;
    private static final int MOST_TURNS_OF_WAITING = 5;
    private static final int MOST_WORDS_BESIDE = 9;
    private static final int FEWEST_CHARACTERS = 3;
    private static final int FEWEST_OF_A_MESSAGE = 4;
    private static final int MOST_CHARACTERS = 16;

    private final boolean areWanted;
    private final AnnouncedKinds announcements;

    AskedCodes(Redactor redactor, AnnouncedKinds announcements) {
        this.areWanted = !redactor.namesIn("my pin is").isEmpty();
        this.announcements = announcements;
    }

    /** The parts of a code that end in a turn or go on after it. */
    List<Cut> in(NearTurns near, int turn) {
        boolean isTold =
                near.text(turn).contains(PersonalData.SECRET.placeholder())
                        || !CodeParts.in(near.words(turn)).parts().isEmpty();
        if (!areWanted || !isTold) {
            return List.of();
        }
        for (int i = turn; i >= 0 && i >= turn - MOST_TURNS; i--) {
            int fewest = fewestOfAnAnswer(near, i);
            if (fewest > 0) {
                return answer(near, i, fewest);
            }
        }
        return List.of();
    }

    /** The fewest characters of a code in reply to an agent's turn; 0 if it asks for none. */
    private static int fewestOfAnAnswer(NearTurns near, int turn) {
        if (near.speaker(turn) != Speaker.AGENT || AnnouncedKinds.isNeeded(near.words(turn))) {
            return 0;
        }
        String plain = plain(near, turn);
        if (CodeQuestions.nameACode(plain)) {
            return FEWEST_CHARACTERS;
        }
        boolean isOfAMessage =
                CodeQuestions.areAboutAMessage(plain)
                        || turn > 0
                                && CodeQuestions.nameACode(plain(near, turn - 1))
                                && near.isBrief(turn)
                                && !CodeQuestions.areAboutAnother(plain);
        return isOfAMessage ? FEWEST_OF_A_MESSAGE : 0;
    }

    private List<Cut> answer(NearTurns near, int question, int fewest) {
        List<Cut> cuts = new ArrayList<>();
        int characters = 0;
        int waiting = 0;
        for (int i = question + 1; i < near.size(); i++) {
            boolean isReplaced = near.text(i).contains(PersonalData.SECRET.placeholder());
            CodeParts said = CodeParts.in(near.words(i));
            boolean isTold = !said.parts().isEmpty() && said.wordsBeside() <= MOST_WORDS_BESIDE;
            if (near.speaker(i) == Speaker.AGENT) {
                if (!mayGoOn(near, i, characters > 0)) {
                    break;
                }
            } else if (isTold && !announcements.asks(near.words(i))) {
                for (Part part : said.parts()) {
                    cuts.add(new Cut(i, part.start(), part.end(), PersonalData.SECRET));
                }
                characters += said.characters();
            } else if (!isReplaced
                    && (characters > 0 && !near.isBrief(i) || ++waiting > MOST_TURNS_OF_WAITING)) {
                break;
            }
            characters += isReplaced ? FEWEST_CHARACTERS : 0;
        }
        return characters >= fewest && characters <= MOST_CHARACTERS ? cuts : List.of();
    }

    /**
     * Whether the customer may still tell the code after an agent's turn: after small talk, before
     * the code has begun; then only after "mhm", a part that is read back, or "and the rest?".
     */
    private boolean mayGoOn(NearTurns near, int turn, boolean hasBegun) {
        String plain = plain(near, turn);
        return hasBegun
                ? near.addsNothing(turn) || CodeQuestions.askForTheRest(plain)
                : near.numerals(turn).digits() == 0
                        && !CodeQuestions.areAboutAnother(plain)
                        && !AnnouncedKinds.isNeeded(near.words(turn))
                        && (announcements.askedFor(near.words(turn)) == null
                                || announcements.askedFor(near.words(turn)) == PersonalData.SECRET);
    }

    private static String plain(NearTurns near, int turn) {
        return AnnouncedKinds.unaccented(AnnouncedKinds.lower(near.words(turn)));
    }
}
