package io.supportassistant.gate;

import io.supportassistant.answer.Answer;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Suggestion;
import io.supportassistant.knowledge.FoundArticle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the cards of one result. */
final class ArticleCards {

    private final AssistResult result;

    ArticleCards(AssistResult result) {
        this.result = result;
    }

    /** The id of an article's card; the same at every replay. */
    static String id(AssistRequest request, String articleId) {
        return SessionIds.within(request.sessionId(), Suggestion.KNOWLEDGE_ARTICLE, articleId);
    }

    String id(FoundArticle article) {
        return id(result.request(), article.articleId());
    }

    /** Whether the agent has dismissed it. */
    boolean isDismissed(FoundArticle article) {
        return result.request().dismissedIds().contains(id(article));
    }

    /**
     * @param same other articles with the same content
     */
    Suggestion card(
            FoundArticle article, double probability, String level, List<FoundArticle> same) {
        return new Suggestion(
                id(article),
                Suggestion.KNOWLEDGE_ARTICLE,
                article.articleId(),
                article.title(),
                article.url(),
                article.excerpt(),
                article.highlights(),
                similarity(article),
                Math.round(probability * 1000) / 1000.0,
                article.whyNow() == null ? result.whyNow() : article.whyNow(),
                null,
                null,
                level,
                article.answerLine(),
                article.updatedAt(),
                same.stream()
                        .map(one -> new Suggestion.AlsoIn(one.articleId(), one.title(), one.url()))
                        .toList());
    }

    private double similarity(FoundArticle article) {
        return result.findings().articles().stream()
                .filter(found -> found.articleId().equals(article.articleId()))
                .mapToDouble(FoundArticle::similarity)
                .findFirst()
                .orElse(article.similarity());
    }

    /** Puts a generated answer first, if the cards show all its quotes; else drops the answer. */
    List<Suggestion> withAnswer(List<Suggestion> cards) {
        return Optional.ofNullable(result.answer())
                .flatMap(answer -> answerCard(answer, cards))
                .map(card -> Stream.concat(Stream.of(card), cards.stream()).toList())
                .orElse(cards);
    }

    private Optional<Suggestion> answerCard(Answer answer, List<Suggestion> cards) {
        Map<String, Suggestion> shown =
                cards.stream().collect(Collectors.toMap(Suggestion::articleId, card -> card));
        boolean isSupported =
                answer.citations().stream()
                        .allMatch(
                                citation ->
                                        shown.containsKey(citation.articleId())
                                                && shown.get(citation.articleId())
                                                        .excerpt()
                                                        .contains(citation.quote()));
        if (!isSupported) {
            return Optional.empty();
        }
        Suggestion first = shown.get(answer.citations().get(0).articleId());
        AssistRequest request = result.request();
        String title = request.question() == null ? first.title() : request.question();
        return Optional.of(
                new Suggestion(
                        SessionIds.within(request.sessionId(), Suggestion.GENERATED_ANSWER, title),
                        Suggestion.GENERATED_ANSWER,
                        first.articleId(),
                        title,
                        first.url(),
                        answer.citations().get(0).quote(),
                        List.of(),
                        first.similarity(),
                        first.confidenceScore(),
                        result.whyNow(),
                        answer.text(),
                        answer.citations().stream()
                                .map(
                                        citation -> {
                                            Suggestion card = shown.get(citation.articleId());
                                            return new Suggestion.Citation(
                                                    card.articleId(),
                                                    card.title(),
                                                    card.url(),
                                                    citation.quote());
                                        })
                                .toList()));
    }
}
