package io.supportassistant.push;

import io.supportassistant.events.EventCodec;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.service.OperatorRoutes;
import io.supportassistant.service.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;

/** The whole text of an article that a card of the call shows. */
final class ArticleRoute {

    private static final Problem NOT_SHOWN =
            new Problem(404, "No card of this call shows the article", "article_id");
    private static final Problem GONE =
            new Problem(404, "The article is no longer in the knowledge base", "article_id");
    private static final Problem NOT_READ = Problem.unavailable("The article can't be read now");

    private final CallBoards boards;
    private final Admission admission;
    private final ArticleTexts articles;

    ArticleRoute(CallBoards boards, Admission admission, ArticleTexts articles) {
        this.boards = boards;
        this.admission = admission;
        this.articles = articles;
    }

    void mount(RouterBuilder routes) {
        routes.getRoute("article")
                .addHandler(this::article)
                .addFailureHandler(Problem::answerFailure);
    }

    private void article(RoutingContext ctx) {
        String sessionId = ctx.pathParam("session_id");
        String articleId = ctx.request().getParam("article_id");
        admission
                .admit(ctx.request(), sessionId)
                .onFailure(ctx::fail)
                .onSuccess(viewer -> send(ctx, sessionId, articleId));
    }

    private void send(RoutingContext ctx, String sessionId, String articleId) {
        CallBoard board = boards.find(sessionId).orElse(null);
        if (board == null) {
            AccessExpiry.UNKNOWN.send(ctx);
        } else if (!board.showsArticle(articleId)) {
            NOT_SHOWN.send(ctx);
        } else {
            Future.fromCompletionStage(articles.find(articleId), ctx.vertx().getOrCreateContext())
                    .onFailure(failure -> NOT_READ.send(ctx))
                    .onSuccess(
                            found ->
                                    found.ifPresentOrElse(
                                            article -> OperatorRoutes.json(ctx, 200, json(article)),
                                            () -> GONE.send(ctx)));
        }
    }

    private static JsonObject json(KnowledgeArticle article) {
        JsonObject all = new JsonObject(EventCodec.fields(article));
        return new JsonObject()
                .put("article_id", article.articleId())
                .put("title", article.title())
                .put("body", article.body())
                .put("url", article.url())
                .put("updated_at", all.getValue("updated_at"));
    }
}
