package io.supportassistant.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a service; if it cannot start, logs the reason in one line. */
public final class HttpService {

    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);
    private static final int IDLE_SECONDS = 75;
    private static final Duration LONGEST_IDLE_WHEN_CROWDED = Duration.ofSeconds(20);

    /**
     * Vert.x picks a free port for a negative number, and the same port again for the same number.
     */
    private static final AtomicInteger FREE_PORTS = new AtomicInteger();

    private static final int[] ANSWERED_AS_PROBLEMS = {
        400, 401, 403, 404, 405, 408, 413, 415, 421, 500
    };

    private HttpService() {}

    /**
     * Listens on one event loop.
     *
     * @return the port
     * @throws SettingException if the port is taken
     */
    public static int listen(Vertx vertx, HttpSettings settings, Router router) {
        return listen(vertx, settings, router, 1, Meters.registry());
    }

    /**
     * Listens on several event loops; each connection belongs to one of them.
     *
     * @param router must be safe for concurrent use by all of them
     * @param metrics count the refused connections
     * @return the port
     * @throws SettingException if the port is taken
     */
    public static int listen(
            Vertx vertx,
            HttpSettings settings,
            Router router,
            int eventLoops,
            MeterRegistry metrics) {
        for (int status : ANSWERED_AS_PROBLEMS) {
            router.errorHandler(status, Problem::answerFailure);
        }
        ConnectionLimits limits = new ConnectionLimits(settings, metrics);
        HttpServerOptions options = options(settings);
        try {
            List<HttpServer> servers = new CopyOnWriteArrayList<>();
            vertx.deployVerticle(
                            () ->
                                    new Listener(
                                            () ->
                                                    SilentConnections.cutOff(
                                                            vertx,
                                                            settings.firstRequestWithin(),
                                                            limits,
                                                            LONGEST_IDLE_WHEN_CROWDED,
                                                            options,
                                                            router),
                                            servers),
                            new DeploymentOptions().setInstances(eventLoops))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            int port = servers.get(0).actualPort();
            LOG.info("Listening on {}:{}", settings.host(), port);
            return port;
        } catch (CompletionException e) {
            if (settings.certificate() != null && !(e.getCause() instanceof BindException)) {
                throw new SettingException(
                        "Cannot use the files of "
                                + HttpSettings.CERTIFICATE.name()
                                + " and "
                                + HttpSettings.KEY.name()
                                + "; check that both are PEM and belong together",
                        e);
            }
            if (e.getCause() instanceof BindException) {
                throw new SettingException(
                        "Port "
                                + settings.port()
                                + " on "
                                + settings.host()
                                + " is already in use; set "
                                + HttpSettings.PORT.name()
                                + " to another",
                        e);
            }
            throw e;
        }
    }

    /** The options of a service's server. For port 0, each call reserves another free port. */
    public static HttpServerOptions options(HttpSettings settings) {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(settings.host())
                        .setPort(
                                settings.port() == 0
                                        ? FREE_PORTS.decrementAndGet()
                                        : settings.port())
                        .setIdleTimeout(IDLE_SECONDS)
                        .setTcpNoDelay(true)
                        // Waiting for an upgrade would hide connections from the connection
                        // handler.
                        .setHttp2ClearTextEnabled(false)
                        // The limits on connections and bodies are written for HTTP/1.1.
                        .setUseAlpn(false)
                        // The size limits apply before decompression, so compression is off.
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setMaxWebSocketFrameSize(16 * 1024)
                        .setMaxWebSocketMessageSize(16 * 1024);
        if (settings.certificate() != null) {
            options.setSsl(true)
                    .setKeyCertOptions(
                            new PemKeyCertOptions()
                                    .setCertPath(settings.certificate().toString())
                                    .setKeyPath(settings.key().toString()))
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
        }
        return options;
    }

    /** A server on its own event loop. */
    private static final class Listener extends VerticleBase {

        private final Supplier<HttpServer> opening;
        private final List<HttpServer> listening;

        Listener(Supplier<HttpServer> opening, List<HttpServer> listening) {
            this.opening = opening;
            this.listening = listening;
        }

        @Override
        public Future<HttpServer> start() {
            return opening.get().listen().onSuccess(listening::add);
        }
    }

    /**
     * Runs a service as a process: opens it, listens, and closes it when the process stops. Exits
     * with 1 if it cannot start.
     */
    public static void run(String[] args, Opening opening) {
        try {
            Settings settings = Settings.of(System.getenv(), args);
            Vertx vertx = Vertx.vertx();
            PrometheusMeterRegistry metrics = Meters.registry();
            HostedService service = opening.open(vertx, settings, metrics);
            HttpSettings http = HttpSettings.from(settings);
            Readiness readiness =
                    new Readiness().needs("kafka", service::isReady).warnsOf(service::warnings);
            Router router = router(vertx, http, service.isOpen(), readiness, metrics);
            router.route("/*").subRouter(service.router());
            listen(vertx, http, router, service.eventLoops(), metrics);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> stop(vertx, service), "shutdown"));
        } catch (SettingException e) {
            LOG.error(e.getMessage());
            System.exit(1);
        } catch (RuntimeException e) {
            LOG.error("The service cannot start", e);
            System.exit(1);
        }
    }

    /** A router that guards all routes mounted on it and has the routes for operators. */
    public static Router router(
            Vertx vertx,
            HttpSettings settings,
            boolean isOpen,
            Readiness readiness,
            PrometheusMeterRegistry metrics) {
        Router router = Router.router(vertx);
        router.route().handler(new RequestGuard(settings, isOpen));
        if (!settings.allowedOrigins().isEmpty()) {
            router.route()
                    .handler(
                            CorsHandler.create()
                                    .addOrigins(settings.allowedOrigins())
                                    .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST))
                                    .allowedHeaders(Set.of("Authorization", "Content-Type")));
        }
        OperatorRoutes.mount(
                router,
                readiness,
                metrics,
                isOpen ? MetricsAccess.open() : MetricsAccess.byKey(settings.metricsKeys()));
        return router;
    }

    /** Opens a service without listening. */
    public interface Opening {
        HostedService open(Vertx vertx, Settings settings, PrometheusMeterRegistry metrics);
    }

    private static void stop(Vertx vertx, HostedService service) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        service.close();
    }
}
