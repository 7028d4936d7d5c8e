package io.supportassistant.push;

import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Trigger;
import io.supportassistant.events.Withdrawal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The cards and questions on display in a call, and the ids of all that were ever shown. */
final class StandingCards {

    private static final int MAX_CARDS = 200;
    private static final int MAX_SHOWN = 2_000;
    private static final int MAX_TAKEN = 200;
    private static final long MASK = 0xFFFF_FFFFL;
    private static final int BYTES_OF_ID = HeapBytes.OBJECT + 76;

    private final BoundedParts cards;
    private final BoundedParts questions;
    private final Set<String> everShown = new LinkedHashSet<>();
    private String silence;
    private String leading;

    /**
     * The newest analysis of speech that changed the display; after a restart of the job, earlier
     * ones are delivered again.
     */
    private int lastRun;

    private Instant lastReceivedAt = Instant.MIN;

    /** Identifies the updates already applied, the oldest first. */
    private final Set<Long> applied = new LinkedHashSet<>();

    /**
     * @param maxBytes of cards and questions together
     */
    StandingCards(int maxBytes) {
        cards = new BoundedParts(MAX_CARDS, maxBytes / 2);
        questions = new BoundedParts(MAX_CARDS, maxBytes / 2);
    }

    /**
     * The changes an update makes to the display.
     *
     * @param cards not shown before, moved to the first place, or found for an agent's question
     * @param questions not shown before
     * @param withdrawn to be removed
     * @param isNews false if nothing changes
     */
    record News(
            List<Suggestion> cards,
            List<ClarifyingQuestion> questions,
            List<Withdrawal> withdrawn,
            boolean isNews) {

        private static final News NONE = new News(List.of(), List.of(), List.of(), false);

        List<String> ids() {
            return Stream.concat(
                            cards.stream().map(Suggestion::id),
                            questions.stream().map(ClarifyingQuestion::id))
                    .toList();
        }
    }

    /**
     * A job restarted without its state counts the analyses of a call from 1 again; then the time
     * of the speech shows that an update is newer.
     */
    private boolean isEarlier(SuggestionUpdate update) {
        return update.run() < lastRun && !receivedAt(update).isAfter(lastReceivedAt);
    }

    private static Instant receivedAt(SuggestionUpdate update) {
        return update.timings() == null || update.timings().receivedAt() == null
                ? Instant.MIN
                : update.timings().receivedAt();
    }

    /** Why the latest analysis of speech showed nothing; null if it showed something. */
    String silence() {
        return silence;
    }

    /**
     * Applies an update. A redelivered update changes nothing. An update of an earlier analysis
     * changes neither the lead nor the cards on display: it only adds those never shown.
     */
    News take(SuggestionUpdate update) {
        if (!applied.add((long) update.run() << Integer.SIZE | update.hashCode() & MASK)) {
            return News.NONE;
        }
        if (applied.size() > MAX_TAKEN) {
            applied.remove(applied.iterator().next());
        }
        boolean hasSilence = update.silence() != null;
        boolean isOtherSilence = hasSilence && !update.silence().equals(silence);
        boolean shows = !update.suggestions().isEmpty() || !update.clarifyingQuestions().isEmpty();
        silence = hasSilence ? update.silence() : shows ? null : silence;
        boolean isAgentQuestion = update.trigger() == Trigger.AGENT_QUESTION;
        boolean isEarlier = !isAgentQuestion && isEarlier(update);
        List<Suggestion> newCards =
                update.suggestions().stream()
                        .filter(
                                card ->
                                        isAgentQuestion
                                                || !everShown.contains(card.id())
                                                || !isEarlier && becomesLead(card))
                        .toList();
        if (!isAgentQuestion) {
            boolean changes = shows || !update.withdrawn().isEmpty();
            if (changes && !isEarlier) {
                lastRun = update.run();
                lastReceivedAt = receivedAt(update);
            }
            newCards.stream()
                    .filter(StandingCards::leads)
                    .findFirst()
                    .ifPresent(card -> leading = card.id());
        }
        List<ClarifyingQuestion> newQuestions =
                update.clarifyingQuestions().stream()
                        .filter(question -> !everShown.contains(question.id()))
                        .toList();
        newCards.forEach(
                card -> {
                    cards.remove(card.id());
                    cards.put(card.id(), EventCodec.encodePart(card));
                });
        newQuestions.forEach(
                question -> questions.put(question.id(), EventCodec.encodePart(question)));
        List<Withdrawal> withdrawn = isEarlier ? List.of() : update.withdrawn();
        boolean isNews =
                isAgentQuestion
                        || isOtherSilence
                        || !newCards.isEmpty()
                        || !newQuestions.isEmpty()
                        || !withdrawn.isEmpty();
        News news = new News(newCards, newQuestions, withdrawn, isNews);
        news.ids().forEach(this::remember);
        withdrawn.forEach(
                withdrawal -> {
                    leading = withdrawal.id().equals(leading) ? null : leading;
                    cards.remove(withdrawal.id());
                    questions.remove(withdrawal.id());
                });
        return news;
    }

    /** A row that now leads, or a card that led before another one did and leads again. */
    private boolean becomesLead(Suggestion card) {
        return leads(card) && !card.id().equals(leading);
    }

    private static boolean leads(Suggestion card) {
        return !Suggestion.ROW.equals(card.level());
    }

    /**
     * Corrects why cards are shown.
     *
     * @return the reasons that have changed, by the card's id
     */
    JsonObject correctReasons(UnaryOperator<String> correction) {
        JsonObject changed = new JsonObject();
        for (Object one : cards.toJson(id -> true)) {
            JsonObject card = (JsonObject) one;
            String id = card.getString("id");
            QuotedSpeech.whyNow(card, correction)
                    .ifPresent(
                            words -> {
                                cards.put(id, card.toBuffer().getBytes());
                                changed.put(id, words);
                            });
        }
        return changed;
    }

    private void remember(String id) {
        everShown.add(id);
        if (everShown.size() > MAX_SHOWN) {
            everShown.remove(everShown.iterator().next());
        }
    }

    boolean hasShown(String id) {
        return everShown.contains(id);
    }

    /**
     * Adds a card of another producer.
     *
     * @return the card
     */
    JsonObject putRow(JsonObject card) {
        cards.put(card.getString("id"), card.toBuffer().getBytes());
        remember(card.getString("id"));
        return card;
    }

    void remove(String id) {
        cards.remove(id);
    }

    boolean showsArticle(String articleId) {
        return cards.toJson(id -> true).stream()
                .anyMatch(card -> articleId.equals(((JsonObject) card).getString("article_id")));
    }

    int cardCount() {
        return cards.size();
    }

    int questionCount() {
        return questions.size();
    }

    int bytes() {
        return cards.bytes()
                + questions.bytes()
                + (everShown.size() + applied.size()) * BYTES_OF_ID;
    }

    /** Adds the matching cards and questions to a message or response, the leading card first. */
    JsonObject putInto(JsonObject body, Predicate<String> wanted) {
        JsonArray inOrder = cards.toJson(id -> id.equals(leading) && wanted.test(id));
        inOrder.addAll(cards.toJson(id -> !id.equals(leading) && wanted.test(id)));
        return body.put("suggestions", inOrder)
                .put("clarifying_questions", questions.toJson(wanted));
    }

    /**
     * A message with the cards and questions whose own messages were evicted.
     *
     * @param inMessages ids that are still in the backlog's messages
     * @return null if there are no others
     */
    JsonObject messageOfOthers(String sessionId, Set<String> inMessages) {
        JsonObject body =
                putInto(
                        new JsonObject().put("type", "suggestions").put("session_id", sessionId),
                        id -> !inMessages.contains(id));
        boolean isEmpty =
                body.getJsonArray("suggestions").isEmpty()
                        && body.getJsonArray("clarifying_questions").isEmpty();
        return isEmpty ? null : body.put("withdrawn", new JsonArray());
    }
}
