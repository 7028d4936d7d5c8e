package io.supportassistant.brief;

import io.supportassistant.conversation.Turn;
import io.supportassistant.events.CallBrief.UsedArticle;
import io.supportassistant.events.NoteWorded;
import io.supportassistant.redaction.Correction;
import java.util.List;

/**
 * The state of a call's brief.
 *
 * @param recent the latest turns, in the order they were said
 * @param noted the statements so far
 * @param label of the problem, or null
 * @param problem in the customer's words, or null
 * @param problemWeight how well the problem tells what the call is about, see {@link
 *     io.supportassistant.events.SuggestionUpdate#issueWeight}
 * @param shown the articles of the cards shown, by the card's id
 * @param used ids of the cards that the agent used
 * @param revision number of the last brief
 * @param written hash of the last brief's content
 * @param shortened whether turns before the recent ones were dropped
 * @param changedMs when the first change after the last brief came, from the epoch, or null
 * @param endedMs when the call ended, from the epoch, or null
 * @param silent whether only silence ended it
 * @param draft what the agents made of the note
 * @param corrections the latest ones, of turns
 * @param editedMs when an agent last changed the note, from the epoch, or null
 * @param worded a model's wordings of the note's lines; null as long as none was asked for
 */
public record BriefState(
        List<Turn> recent,
        List<Noted> noted,
        String label,
        String problem,
        double problemWeight,
        List<ShownCard> shown,
        List<String> used,
        int revision,
        int written,
        boolean shortened,
        Long changedMs,
        Long endedMs,
        boolean silent,
        NoteDraft draft,
        List<Correction> corrections,
        Long editedMs,
        List<NoteWorded.Line> worded) {

    public BriefState {
        recent = recent == null ? List.of() : recent;
        noted = noted == null ? List.of() : noted;
        shown = shown == null ? List.of() : shown;
        used = used == null ? List.of() : used;
        draft = draft == null ? NoteDraft.EMPTY : draft;
        corrections = corrections == null ? List.of() : corrections;
    }

    static BriefState fresh() {
        return new BriefState(
                null, null, null, null, 0, null, null, 0, 0, false, null, null, false, null, null,
                null, null);
    }

    /** A card with its article. */
    public record ShownCard(String cardId, UsedArticle article) {}
}
