package io.supportassistant.answer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.supportassistant.answer.TextBlocks.Span;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.TextRange;
import io.supportassistant.knowledge.ArticleSupport;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.EnglishText.Token;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.language.Interpreter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Adds to each found article the texts of its card: the sentences that answer, then the steps or
 * the passage that was found (lists are never cut), why the card appears now, and when the article
 * was updated. All text is an exact part of the article. An article that the catalog does not have,
 * or has in another version, stays unchanged.
 */
public final class ArticleAnswers {

    /**
     * Size of the cache of analysed articles, in characters of their bodies; each takes about
     * twenty bytes of memory.
     */
    private static final long REMEMBERED_CHARACTERS = 2_000_000;

    /** A word is highlighted if it has at least this share of the heaviest word's weight. */
    private static final double TELLING = 0.3;

    private final Function<String, Optional<KnowledgeArticle>> catalog;
    private final EnglishText english;
    private final ToDoubleFunction<String> rarity;
    private final Interpreter interpreter;
    private final Cache<String, ArticleText> texts =
            Caffeine.newBuilder()
                    .maximumWeight(REMEMBERED_CHARACTERS)
                    .weigher((String id, ArticleText text) -> text.article().body().length() + 100)
                    .build();

    /**
     * @param catalog finds an article by its id
     * @param rarity of a stem in the knowledge base; 0 if no article has it
     * @param interpreter translates words of other languages into English
     */
    public ArticleAnswers(
            Function<String, Optional<KnowledgeArticle>> catalog,
            EnglishText english,
            ToDoubleFunction<String> rarity,
            Interpreter interpreter) {
        this.catalog = catalog;
        this.english = english;
        this.rarity = rarity;
        this.interpreter = interpreter;
    }

    /** For one request. An article that appears in several lists is analysed once. */
    public Answering to(AssistRequest request) {
        return new Answering(AskedQuestion.of(request, interpreter, english, rarity));
    }

    /** For these texts, the latest first. */
    Answering to(List<String> said) {
        return new Answering(AskedQuestion.of(said, false, interpreter, english, rarity));
    }

    /** The texts that do not depend on the found passage; either may be null. */
    private record Opening(Span answer, String whyNow) {}

    /** Answers one request. */
    public final class Answering {

        private final AskedQuestion asked;
        private final Set<String> telling;
        private final Map<String, Opening> openings = new HashMap<>();

        private Answering(AskedQuestion asked) {
            this.asked = asked;
            double heaviest = asked.weights().values().stream().max(Double::compare).orElse(0.0);
            this.telling =
                    asked.weights().entrySet().stream()
                            .filter(weight -> weight.getValue() >= TELLING * heaviest)
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet());
        }

        /**
         * @param quoted ids of the articles whose excerpt is quoted word for word: their excerpt
         *     stays whole
         */
        public List<FoundArticle> articles(List<FoundArticle> found, Set<String> quoted) {
            return found.stream()
                    .map(one -> answered(one, quoted.contains(one.articleId())))
                    .toList();
        }

        /** Changes only the articles in {@link Findings#supports()}: only they become cards. */
        public Findings findings(Findings found, Set<String> quoted) {
            return new Findings(
                    found.articles(),
                    found.subjects(),
                    found.evidence(),
                    new Findings.Supports(
                            found.supports().articles().stream()
                                    .map(support -> answered(support, quoted))
                                    .toList(),
                            found.supports().fingerprint(),
                            found.supports().newest()),
                    found.searched());
        }

        private ArticleSupport answered(ArticleSupport support, Set<String> quoted) {
            FoundArticle found = support.article();
            return new ArticleSupport(
                    answered(found, quoted.contains(found.articleId())),
                    support.coverage(),
                    support.words(),
                    support.title(),
                    support.meaning(),
                    support.sameAs());
        }

        private FoundArticle answered(FoundArticle found, boolean quoted) {
            ArticleText text = text(found.articleId()).orElse(null);
            int at = text == null ? -1 : text.article().body().indexOf(found.excerpt());
            if (at < 0) {
                return found;
            }
            Opening opening =
                    openings.computeIfAbsent(
                            found.articleId(),
                            id ->
                                    new Opening(
                                            AnswerLine.in(text, asked).orElse(null),
                                            HeardWords.why(asked, text).orElse(null)));
            String body = text.article().body();
            Span answer = opening.answer();
            Span excerpt =
                    Excerpt.of(
                            text,
                            new Span(at, at + found.excerpt().length()),
                            answer,
                            asked.kind(),
                            quoted);
            String shown = body.substring(excerpt.start(), excerpt.end());
            return found.answeredBy(
                    answer == null ? null : body.substring(answer.start(), answer.end()),
                    shown,
                    highlights(text, excerpt, shown),
                    opening.whyNow(),
                    text.article().updatedAt());
        }

        private List<TextRange> highlights(ArticleText text, Span excerpt, String shown) {
            List<Token> tokens = new ArrayList<>();
            for (Token token : text.tokens()) {
                TextRange range = token.range();
                if (range.start() >= excerpt.start()
                        && range.end() <= excerpt.end()
                        && telling.contains(token.stem())) {
                    tokens.add(
                            new Token(
                                    token.stem(),
                                    new TextRange(
                                            range.start() - excerpt.start(),
                                            range.end() - excerpt.start())));
                }
            }
            return EnglishText.highlights(shown, tokens, telling);
        }
    }

    @SuppressWarnings("ReferenceEquality") // Another object means a new version.
    private Optional<ArticleText> text(String articleId) {
        return catalog.apply(articleId)
                .map(
                        article -> {
                            ArticleText known = texts.getIfPresent(articleId);
                            if (known == null || known.article() != article) {
                                known = ArticleText.of(article, english);
                                texts.put(articleId, known);
                            }
                            return known;
                        });
    }
}
