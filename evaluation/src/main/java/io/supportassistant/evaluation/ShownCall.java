package io.supportassistant.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Withdrawal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cards and questions that the agent saw during one call. Every turn is the number, from 0, of
 * the last turn that had begun at that time.
 *
 * @param shown cards in the order they were shown
 * @param lead each change of the card in first place; its article is null if the place is empty
 * @param withdrawn cards that were withdrawn
 * @param questions in the order they were asked
 */
public record ShownCall(
        @JsonProperty("session_id") String sessionId,
        List<Card> shown,
        List<Lead> lead,
        List<Lead> withdrawn,
        List<Question> questions) {

    /**
     * @param level {@link Suggestion#LEAD} or {@link Suggestion#ROW}
     * @param probability that it is the right article, 0 to 1
     */
    public record Card(
            int turn,
            @JsonProperty("article_id") String articleId,
            String level,
            double probability) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Lead(int turn, @JsonProperty("article_id") String articleId) {}

    public record Question(int turn, String text) {}

    /** Applies the updates of one call, as a desk does. */
    static final class Recorder {

        private final RecordedCall call;
        private final List<Card> shown = new ArrayList<>();
        private final List<Lead> lead = new ArrayList<>();
        private final List<Lead> withdrawn = new ArrayList<>();
        private final List<Question> questions = new ArrayList<>();
        private final Map<String, String> articles = new HashMap<>();
        private String first;

        Recorder(RecordedCall call) {
            this.call = call;
        }

        /**
         * @param seconds since the start of the call
         */
        void on(SuggestionUpdate update, double seconds) {
            int turn = lastTurnBefore(seconds);
            for (Withdrawal withdrawal : update.withdrawn()) {
                String article = articles.get(withdrawal.id());
                if (article != null) {
                    withdrawn.add(new Lead(turn, article));
                    if (article.equals(first)) {
                        leads(turn, null);
                    }
                }
            }
            for (Suggestion card : update.suggestions()) {
                articles.put(card.id(), card.articleId());
                shown.add(new Card(turn, card.articleId(), card.level(), card.confidenceScore()));
            }
            update.suggestions().stream()
                    .filter(card -> card.level().equals(Suggestion.LEAD))
                    .findFirst()
                    .ifPresent(card -> leads(turn, card.articleId()));
            for (ClarifyingQuestion question : update.clarifyingQuestions()) {
                questions.add(new Question(turn, question.text()));
            }
        }

        private void leads(int turn, String article) {
            first = article;
            lead.add(new Lead(turn, article));
        }

        private int lastTurnBefore(double seconds) {
            int last = 0;
            for (int i = 0; i < call.turns().size(); i++) {
                if (call.turns().get(i).startTime() < seconds) {
                    last = i;
                }
            }
            return last;
        }

        ShownCall shown() {
            return new ShownCall(
                    call.id(),
                    List.copyOf(shown),
                    List.copyOf(lead),
                    List.copyOf(withdrawn),
                    List.copyOf(questions));
        }
    }
}
