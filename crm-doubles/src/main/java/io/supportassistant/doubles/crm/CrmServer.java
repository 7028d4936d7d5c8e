package io.supportassistant.doubles.crm;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Base of the doubles: an HTTP server that can be made to fail. A double adds its routes and its
 * vendor's format of failures. Requests are handled one at a time.
 */
abstract class CrmServer implements CrmDouble {

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    private final Deque<Trouble> once = new ConcurrentLinkedDeque<>();
    private final List<Written> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger aborted = new AtomicInteger();
    private volatile HttpServer http;
    private volatile Trouble trouble = Trouble.NONE;

    /** Starts to listen. Call it when the double is fully constructed. */
    final void serve() {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false));
        router.route().handler(this::meetTrouble);
        addRoutes(router);
        http =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    /** Adds the vendor's routes. */
    abstract void addRoutes(Router router);

    /** Responds with a failure status in the vendor's format, including relevant headers. */
    abstract void fail(RoutingContext request, int status);

    /** Responds with a success that contains a failure. */
    abstract void failInside(RoutingContext request);

    /** {@code http://127.0.0.1:PORT}. */
    String baseUrl() {
        return "http://127.0.0.1:" + http.actualPort();
    }

    /** Records something written; replaces an earlier record of the same kind and id in place. */
    void note(String kind, String id, String sessionId, JsonObject fields) {
        Written now = new Written(kind, id, sessionId, fields.copy());
        for (int i = 0; i < written.size(); i++) {
            if (written.get(i).kind().equals(kind) && written.get(i).id().equals(id)) {
                written.set(i, now);
                return;
            }
        }
        written.add(now);
    }

    /** Responds with JSON, unless the response is to be lost. */
    static void answer(RoutingContext request, int status, Object json) {
        if (request.<Trouble>get("trouble").kind() == Trouble.Kind.LOST_ANSWER) {
            return;
        }
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json;charset=UTF-8")
                .end(json == null ? "" : json.toString());
    }

    private void meetTrouble(RoutingContext request) {
        requests.incrementAndGet();
        Trouble next = once.pollFirst();
        Trouble met = next == null ? trouble : next;
        request.put("trouble", met);
        request.response()
                .closeHandler(
                        closed -> {
                            if (!request.response().ended()) {
                                aborted.incrementAndGet();
                            }
                        });
        if (met.delay().isZero()) {
            meet(request, met);
        } else {
            vertx.setTimer(met.delay().toMillis(), due -> meet(request, met));
        }
    }

    private void meet(RoutingContext request, Trouble met) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        switch (met.kind()) {
            case NONE, LOST_ANSWER -> request.next();
            case HANG -> {}
            case STALL ->
                    response.putHeader("Content-Type", "application/json")
                            .setChunked(true)
                            .write("{\"results\":");
            case HANG_UP -> request.request().connection().close();
            case GARBAGE ->
                    response.putHeader("Content-Type", "text/html")
                            .end("<html><body>Please log in</body></html>");
            case PARTIAL -> failInside(request);
            case STATUS -> {
                if (met.retryAfter() != null) {
                    response.putHeader("Retry-After", met.retryAfter());
                }
                fail(request, met.status());
            }
        }
    }

    @Override
    public List<Written> written() {
        return List.copyOf(written);
    }

    @Override
    public void behave(Trouble trouble) {
        this.trouble = trouble;
    }

    @Override
    public void behaveOnce(Trouble... troubles) {
        once.addAll(List.of(troubles));
    }

    @Override
    public void forgetTroubles() {
        once.clear();
        trouble = Trouble.NONE;
    }

    @Override
    public int requests() {
        return requests.get();
    }

    @Override
    public int aborted() {
        return aborted.get();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
