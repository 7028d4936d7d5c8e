package io.supportassistant.push;

import static org.awaitility.Awaitility.await;

import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The push service with a real broker. */
final class RunningPush {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private RunningPush() {}

    /** Starts the service and waits until it has read the existing records. */
    static RunningService on(TestKafka kafka, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        all.putAll(settings);
        RunningService started = RunningService.start(PushService::new, all);
        await().atMost(PATIENCE).until(started.service()::isReady);
        return started;
    }

    /** The current state of a call. Waits until the service has read the call's first event. */
    static JsonObject standing(RunningService service, String session) {
        HttpResponse<String> answer =
                await().atMost(PATIENCE)
                        .until(
                                () -> service.get(LiveServices.SUGGESTIONS + session),
                                response -> response.statusCode() == 200);
        return new JsonObject(answer.body());
    }
}
