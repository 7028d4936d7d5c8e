package io.supportassistant.push;

import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.redaction.Correction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Corrects what suggestions quote of the speech when personal data is found in it later: the
 * problem, the entities, and why a card is shown. The topics are read independently, so an update
 * may be read after the correction of the speech that it quotes.
 */
final class QuotedSpeech {

    private static final int MOST_CORRECTIONS = 20;

    /** Field of an update, and of a correction. */
    static final String CONTEXT = "context";

    private static final String ISSUE = "issue_text";
    private static final String ENTITIES = "detected_entities";
    private static final String WHY_NOW = "why_now";
    private static final String CARDS = "suggestions";

    /** Field of a correction: why cards are shown, by their ids. */
    static final String REASONS = "reasons";

    /** The latest is last. */
    private List<Correction> corrections = List.of();

    void remember(Correction correction) {
        corrections = Correction.with(correction, corrections, MOST_CORRECTIONS);
    }

    /** The update, with the corrections that were made after it. */
    SuggestionUpdate corrected(SuggestionUpdate update) {
        List<Correction> later = Correction.since(update.createdAt(), corrections);
        if (later.isEmpty()) {
            return update;
        }
        JsonObject body = new JsonObject(EventCodec.fields(update));
        later.forEach(correction -> correct(body, correction::carriedOver));
        return EventCodec.decode(
                body.put("type", CARDS).toBuffer().getBytes(), SuggestionUpdate.class);
    }

    /**
     * Corrects a message with suggestions, or an earlier correction, in place.
     *
     * @return whether anything was changed
     */
    static boolean correct(JsonObject body, UnaryOperator<String> correction) {
        boolean isChanged = replace(body, WHY_NOW, correction);
        JsonObject context = body.getJsonObject(CONTEXT);
        if (context != null) {
            isChanged |= correctContext(context, correction);
        }
        JsonArray cards = body.getJsonArray(CARDS, new JsonArray());
        for (int i = 0; i < cards.size(); i++) {
            isChanged |= replace(cards.getJsonObject(i), WHY_NOW, correction);
        }
        JsonObject reasons = body.getJsonObject(REASONS, new JsonObject());
        for (String cardId : List.copyOf(reasons.fieldNames())) {
            isChanged |= replace(reasons, cardId, correction);
        }
        return isChanged;
    }

    /**
     * Corrects a context in place; an entity whose value has changed is dropped.
     *
     * @return whether anything was changed
     */
    static boolean correctContext(JsonObject context, UnaryOperator<String> correction) {
        boolean isChanged = replace(context, ISSUE, correction);
        JsonArray entities = context.getJsonArray(ENTITIES, new JsonArray());
        JsonArray kept = new JsonArray();
        for (int i = 0; i < entities.size(); i++) {
            String value = entities.getJsonObject(i).getString("value", "");
            if (correction.apply(value).equals(value)) {
                kept.add(entities.getJsonObject(i));
            }
        }
        if (kept.size() < entities.size()) {
            context.put(ENTITIES, kept);
            isChanged = true;
        }
        return isChanged;
    }

    /** Why a card is shown, corrected; empty if that changes nothing. */
    static Optional<String> whyNow(JsonObject card, UnaryOperator<String> correction) {
        return replace(card, WHY_NOW, correction)
                ? Optional.of(card.getString(WHY_NOW))
                : Optional.empty();
    }

    private static boolean replace(JsonObject of, String field, UnaryOperator<String> correction) {
        String before = of.getString(field);
        String after = before == null ? null : correction.apply(before);
        if (before == null || before.equals(after)) {
            return false;
        }
        of.put(field, after);
        return true;
    }

    int bytes() {
        int bytes = 0;
        for (Correction correction : corrections) {
            bytes +=
                    4 * HeapBytes.OBJECT
                            + HeapBytes.of(correction.before())
                            + HeapBytes.of(correction.after());
        }
        return bytes;
    }
}
