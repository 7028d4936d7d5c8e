package io.supportassistant.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.evaluation.RecordedCall;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The load of {@link CallsBench}, in a process of its own: many live calls at once, each at its
 * recorded pace, with interim segments and a desk. It prints its measurements as one line of JSON
 * after a line that says that they begin.
 */
@Command(name = "calls-load")
public final class CallsLoad implements Callable<Integer> {

    static final String BEGINS = "measuring";

    @Option(names = "--base", required = true)
    private URI base;

    @Option(names = "--watch", description = "Address of the push service, if it is another.")
    private URI watch;

    @Option(names = "--key")
    private String key;

    @Option(names = "--token")
    private String token;

    @Option(names = "--calls", required = true)
    private int calls;

    @Option(names = "--ramp", required = true, description = "Seconds until all calls are live.")
    private int ramp;

    @Option(names = "--seconds", required = true)
    private int seconds;

    @Option(names = "--interval", description = "Seconds between two analyses of a call (2).")
    private double interval = 2;

    @Option(names = "--file", required = true)
    private List<Path> files;

    @Override
    public Integer call() throws Exception {
        List<RecordedCall> recorded = new ArrayList<>();
        for (Path file : files) {
            recorded.addAll(RecordedCall.read(file));
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        HttpClient http =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(5_000)
                                .setKeepAliveTimeout(60)
                                .setSsl("https".equals(base.getScheme())),
                        new PoolOptions().setHttp1MaxSize(200).setMaxWaitQueueSize(20_000));
        URI desks = watch == null ? base : watch;
        WebSocketClient sockets =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setMaxConnections(2 * calls + 100)
                                .setSsl("https".equals(desks.getScheme())));
        CallsMeasured measured = new CallsMeasured();
        LiveCalls live =
                new LiveCalls(
                        vertx,
                        new LoadClient(http, sockets, base, desks, key, token),
                        recorded,
                        new VariedSentences(System.nanoTime() / 1_000),
                        Duration.ofMillis(Math.round(interval * 1000)),
                        measured);
        vertx.runOnContext(ignored -> live.begin(calls, Duration.ofSeconds(ramp)));
        TimeUnit.SECONDS.sleep(ramp + settle());
        System.out.println(BEGINS);
        vertx.runOnContext(ignored -> measured.begin());
        TimeUnit.SECONDS.sleep(seconds);
        vertx.runOnContext(ignored -> live.stopSpeaking());
        // What was said last still has to arrive.
        TimeUnit.SECONDS.sleep(settle());
        System.out.println(new ObjectMapper().writeValueAsString(measured.summary(seconds)));
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return 0;
    }

    private static int settle() {
        return 5;
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new CallsLoad()).execute(args));
    }
}
