package io.supportassistant.crm;

import io.supportassistant.crm.CallRecordBuilderState.Card;
import io.supportassistant.crm.CallRecordBuilderState.Question;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.CallRecord.ShownArticle;
import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The cards, questions and entities of a call, and what agents say of the cards. */
final class ShownCards {

    private static final int MAX_CARDS = 60;
    private static final int MAX_QUESTIONS = 30;
    private static final int MAX_ENTITIES = 40;

    private ShownCards() {}

    static void take(CallRecordBuilderEditor edit, SuggestionUpdate update) {
        if (update.context() != null) {
            StatedIssues.take(edit, update);
            Set<DetectedEntity> entities = new LinkedHashSet<>(edit.entities);
            entities.addAll(update.context().detectedEntities());
            edit.entities = CallRecordBuilderEditor.last(new ArrayList<>(entities), MAX_ENTITIES);
        }
        List<Card> cards = new ArrayList<>(edit.cards);
        for (Suggestion suggestion : update.suggestions()) {
            Card known = card(cards, suggestion.id());
            ShownArticle article =
                    new ShownArticle(suggestion.articleId(), suggestion.title(), suggestion.url());
            if (known == null) {
                cards.add(new Card(suggestion.id(), article, false, false));
            } else if (known.article() == null) {
                cards.set(
                        cards.indexOf(known),
                        new Card(known.id(), article, known.shown(), known.helpful()));
            }
        }
        edit.cards = CallRecordBuilderEditor.last(cards, MAX_CARDS);
        List<Question> questions = new ArrayList<>(edit.questions);
        for (ClarifyingQuestion question : update.clarifyingQuestions()) {
            if (questions.stream().noneMatch(known -> known.id().equals(question.id()))) {
                questions.add(new Question(question.id(), question.text()));
            }
        }
        update.withdrawn()
                .forEach(gone -> questions.removeIf(known -> known.id().equals(gone.id())));
        edit.questions = CallRecordBuilderEditor.last(questions, MAX_QUESTIONS);
    }

    /** Feedback arrives on another topic than the cards and may overtake its card. */
    static void mark(CallRecordBuilderEditor edit, AgentFeedback feedback) {
        String id = feedback.suggestionId();
        if (edit.questions.stream().anyMatch(question -> question.id().equals(id))) {
            return;
        }
        List<Card> cards = new ArrayList<>(edit.cards);
        Card known = card(cards, id);
        if (known == null) {
            cards.add(marked(new Card(id, null, false, false), feedback.feedback()));
        } else {
            cards.set(cards.indexOf(known), marked(known, feedback.feedback()));
        }
        edit.cards = CallRecordBuilderEditor.last(cards, MAX_CARDS);
    }

    private static Card card(List<Card> cards, String id) {
        return cards.stream().filter(card -> card.id().equals(id)).findFirst().orElse(null);
    }

    /** Any feedback on a card means that it was shown. */
    private static Card marked(Card card, AgentFeedback.Kind kind) {
        boolean helpful =
                switch (kind) {
                    case HELPFUL -> true;
                    case NOT_HELPFUL, IRRELEVANT, RATING_CLEARED -> false;
                    default -> card.helpful();
                };
        return new Card(card.id(), card.article(), true, helpful);
    }
}
