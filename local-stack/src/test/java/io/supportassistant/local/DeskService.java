package io.supportassistant.local;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.push.PushService;
import io.supportassistant.service.HttpService;
import io.supportassistant.service.HttpSettings;
import io.supportassistant.service.Meters;
import io.supportassistant.service.Readiness;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another push service of the running system, with settings of its own. */
final class DeskService implements AutoCloseable {

    static final String KEY = "a-key-of-more-than-32-bytes-for-tests";

    private final Vertx vertx = Vertx.vertx();
    private final PushService push;

    DeskService(LocalStack stack, int port, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put(
                "KAFKA_BOOTSTRAP_SERVERS", stack.settings().get(KafkaSettings.BOOTSTRAP_SERVERS));
        environment.put("HTTP_PORT", Integer.toString(port));
        environment.put("PUSH_SIGNING_KEYS", KEY);
        Settings settings = Settings.of(environment);
        PrometheusMeterRegistry metrics = Meters.registry();
        push = new PushService(vertx, settings, metrics);
        HttpSettings http = HttpSettings.from(settings);
        Router router = HttpService.router(vertx, http, false, new Readiness(), metrics);
        router.route("/*").subRouter(push.router());
        HttpService.listen(vertx, http, router);
    }

    @Override
    public void close() throws Exception {
        push.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
