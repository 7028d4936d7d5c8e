package io.supportassistant.push;

import io.supportassistant.events.SessionIds;
import io.supportassistant.events.SourceCards;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Decides which cards of other producers a call shows: few, whoever they are from, so that they do
 * not crowd out the assistant's own. It depends on the times of the messages alone, so every
 * instance decides the same.
 */
final class CardsOfOthers {

    static final int MOST_A_MINUTE = 2;
    static final int MOST_A_CALL = 12;

    /** Why a card is not shown. */
    enum Refusal {
        UNKNOWN_SOURCE,
        BAD_ID,
        TAKEN_ID,
        TOO_MANY
    }

    private final Map<String, String> sourceOf = new HashMap<>();
    private final List<Instant> shownAt = new ArrayList<>();

    /**
     * @param isOurs whether the assistant has shown a card with this id
     * @param refused gets the reason for each card that is not shown
     * @return the cards that are shown
     */
    List<SourceCards.Card> take(
            SourceCards offered, Predicate<String> isOurs, Consumer<Refusal> refused) {
        List<SourceCards.Card> shown = new ArrayList<>();
        for (SourceCards.Card card : offered.cards()) {
            String owner = sourceOf.get(card.id());
            if (offered.source().equals(owner)) {
                // Delivered again.
                continue;
            }
            Refusal refusal = refusal(card.id(), owner, offered.occurredAt(), isOurs);
            if (refusal == null) {
                sourceOf.put(card.id(), offered.source());
                shownAt.add(offered.occurredAt());
                shown.add(card);
            } else {
                refused.accept(refusal);
            }
        }
        return shown;
    }

    /** The ids of the source's own cards among those that it takes back. */
    List<String> withdrawn(SourceCards offered) {
        return offered.withdrawn().stream()
                .filter(id -> offered.source().equals(sourceOf.get(id)))
                .toList();
    }

    private Refusal refusal(String id, String owner, Instant at, Predicate<String> isOurs) {
        if (!SessionIds.isSessionId(id)) {
            return Refusal.BAD_ID;
        }
        if (owner != null || isOurs.test(id)) {
            return Refusal.TAKEN_ID;
        }
        long lately =
                shownAt.stream()
                        .filter(
                                shown ->
                                        Duration.between(shown, at)
                                                        .abs()
                                                        .compareTo(Duration.ofMinutes(1))
                                                < 0)
                        .count();
        return shownAt.size() >= MOST_A_CALL || lately >= MOST_A_MINUTE ? Refusal.TOO_MANY : null;
    }
}
