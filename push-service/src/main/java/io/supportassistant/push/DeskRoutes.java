package io.supportassistant.push;

import io.supportassistant.push.Access.Reach;
import io.supportassistant.push.Access.Viewer;
import io.supportassistant.service.OperatorRoutes;
import io.supportassistant.service.Problem;
import io.supportassistant.service.ProblemException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** The agent's desk: the page, and the list of the calls that its client may see. */
final class DeskRoutes {

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none';"
                    + " frame-ancestors ";

    /** Paths of the page; the last is for frames of other pages. */
    private static final Set<String> PAGES = Set.of("/desk/", "/desk/index.html", "/desk/embed");

    private static final int FEWEST_LISTED = 50;
    private static final int MOST_LISTED = 1_000;

    private DeskRoutes() {}

    static void mount(
            Router router,
            CallBoards boards,
            Admission admission,
            AccessExpiry end,
            String frameAncestors,
            boolean hasSignIn) {
        DeskFiles files = new DeskFiles();
        router.get("/").handler(ctx -> ctx.redirect("/desk/"));
        router.routeWithRegex("/desk").handler(ctx -> ctx.redirect("/desk/"));
        router.get("/desk/calls")
                .handler(
                        ctx -> {
                            if (hasSignIn) {
                                ctx.response().putHeader(SignIn.HEADER, SignIn.PATH);
                            }
                            ctx.next();
                        })
                .handler(
                        ctx ->
                                admission
                                        .admitToList(ctx.request())
                                        .onSuccess(
                                                viewer ->
                                                        OperatorRoutes.json(
                                                                ctx,
                                                                200,
                                                                list(ctx, boards, end, viewer)))
                                        .onFailure(ctx::fail))
                .failureHandler(Problem::answerFailure);
        router.get("/desk/*")
                .handler(
                        ctx -> {
                            ctx.response()
                                    .putHeader(
                                            "Content-Security-Policy",
                                            CONTENT_SECURITY_POLICY + frameAncestors)
                                    .putHeader("Cache-Control", "no-cache")
                                    .putHeader("Referrer-Policy", "no-referrer");
                            ctx.next();
                        })
                .handler(
                        ctx -> {
                            if (PAGES.contains(ctx.normalizedPath())) {
                                files.page(ctx);
                            } else {
                                files.part(ctx);
                            }
                        })
                .handler(StaticHandler.create("desk").setCachingEnabled(false));
    }

    /**
     * The calls that the viewer may open now and asks for (parameters {@code search}, {@code
     * status} and {@code most}); with {@code own} true, those of an agent.
     */
    private static JsonObject list(
            RoutingContext ctx, CallBoards boards, AccessExpiry end, Viewer viewer) {
        String search = ctx.request().getParam("search", "").strip().toLowerCase(Locale.ROOT);
        String status = ctx.request().getParam("status", "");
        String storedId = end.storedId(viewer);
        Instant now = Instant.now();
        CallBoards.Page page =
                boards.list(
                        board ->
                                end.reason(viewer, storedId, board, now) == null
                                        && (search.isEmpty() || board.isAbout(search))
                                        && (status.isEmpty()
                                                || board.isLive() == status.equals("live")),
                        most(ctx));
        return new JsonObject()
                .put("own", viewer.reach() == Reach.OWN)
                .put("total", page.total())
                .put("live", page.live())
                .put("calls", page.calls());
    }

    private static int most(RoutingContext ctx) {
        try {
            int most = Integer.parseInt(ctx.request().getParam("most", "" + FEWEST_LISTED));
            return Math.max(1, Math.min(MOST_LISTED, most));
        } catch (NumberFormatException e) {
            throw new ProblemException(Problem.badRequest("most must be a number", "most"));
        }
    }
}
