package io.supportassistant.bridge.avaya;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.connector.OAuthToken;
import io.supportassistant.bridge.connector.RestClient;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.remote.AbortableHttp;
import io.supportassistant.service.TestKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs against a real broker, and a server that responds with all kinds of failures. */
class TranscriptPollingITCase {

    private static final String ELSEWHERE =
            "{\"transcript\":[{\"direction\":\"in\",\"text\":\"My router is dead.\"}]}";

    private static TestKafka kafka;

    /** The calls of other tests are on the same topic. */
    private final String suffix = "-" + UUID.randomUUID();

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> hangs = new ConcurrentHashMap<>();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requested = new CopyOnWriteArrayList<>();
    private final List<Verdict.Unusable> deadLetters = new CopyOnWriteArrayList<>();
    private final List<CallEvent> stored =
            Collections.synchronizedList(new CopyOnWriteArrayList<>());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile boolean isBusy;
    private final AbortableHttp http = new AbortableHttp("test", Duration.ofSeconds(10), 1 << 20);
    private HttpServer infinity;
    private TranscriptPolling polling;

    @BeforeAll
    static void startKafka() {
        kafka = TestKafka.start();
        kafka.create(1, Topic.CALL_EVENTS);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void start() throws Exception {
        infinity = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        infinity.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    String id = path.substring(path.lastIndexOf('/') + 1);
                    boolean isToken = id.equals("token");
                    if (!isToken && !id.endsWith(suffix)) {
                        exchange.sendResponseHeaders(404, -1);
                        exchange.close();
                        return;
                    }
                    String call = isToken ? id : id.substring(0, id.length() - suffix.length());
                    if (!isToken) {
                        requested.add(call);
                        awaitEndOfHang(call);
                    }
                    if (broken.contains(call)) {
                        abort(exchange);
                        return;
                    }
                    String answer =
                            isToken
                                    ? "{\"access_token\":\"token\",\"expires_in\":600}"
                                    : answers.get(call);
                    byte[] body = (answer == null ? "{}" : answer).getBytes(UTF_8);
                    int status = isBusy ? 429 : answer == null ? 500 : 200;
                    status = refusals.getOrDefault(call, status);
                    if (isBusy) {
                        exchange.getResponseHeaders().set("Retry-After", "3600");
                    }
                    exchange.sendResponseHeaders(isToken ? 200 : status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        infinity.setExecutor(threads);
        infinity.start();
        String base = "http://127.0.0.1:" + infinity.getAddress().getPort();

        HttpRequest token = HttpRequest.newBuilder(URI.create(base + "/token")).build();
        polling =
                new TranscriptPolling(
                        new RestClient(http, base, new OAuthToken(http, token), Map.of()),
                        stored::add,
                        deadLetters::add,
                        meters.counter("connector.calls.unreadable"),
                        kafka.client());
        await().atMost(Duration.ofSeconds(40)).until(polling::isReady);
    }

    @AfterEach
    void stop() {
        polling.close();
        http.close();
        infinity.stop(0);
        threads.shutdownNow();
    }

    private static void abort(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 10_000);
        exchange.getResponseBody().write('{');
        exchange.close();
    }

    private void awaitEndOfHang(String call) {
        try {
            hangs.getOrDefault(call, new CountDownLatch(0)).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String session(String call) {
        return SessionIds.session("avaya", call + suffix);
    }

    private void begins(String call) {
        kafka.produce(
                Topic.CALL_EVENTS,
                session(call),
                new CallStarted(
                        session(call),
                        Instant.now(),
                        "avaya",
                        call + suffix,
                        "agent-7",
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        Map.of()));
        await().until(
                        () -> {
                            polling.poll(Instant.now());
                            return requested.contains(call);
                        });
    }

    private void ends(String call) {
        kafka.produce(
                Topic.CALL_EVENTS,
                session(call),
                new CallEnded(session(call), Instant.now(), call + suffix, CallEnded.HANGUP));
    }

    private void says(String call, String... sentences) {
        List<String> messages =
                List.of(sentences).stream()
                        .map(text -> "{\"direction\":\"in\",\"message\":\"" + text + "\"}")
                        .toList();
        answers.put(call, "{\"messages\":[" + String.join(",", messages) + "]}");
    }

    private List<String> texts(String call) {
        return stored.stream()
                .filter(event -> event.sessionId().equals(session(call)))
                .map(event -> ((TranscriptSegment) event).text())
                .toList();
    }

    @Test
    void shouldSetAsideARepeatedUnreadableResponseOnce() throws Exception {
        answers.put("elsewhere", ELSEWHERE);
        begins("elsewhere");
        for (int polls = 0; polls < 3; polls++) {
            polling.poll(Instant.now());
        }

        assertThat(requested).hasSizeGreaterThanOrEqualTo(4);
        assertThat(deadLetters)
                .extracting(Verdict.Unusable::reason)
                .containsExactly("The text is in the unexpected field text");
        ends("elsewhere");
    }

    @Test
    void shouldPollForTheLastMessagesAfterTheEnd() {
        says("short", "hello");
        begins("short");
        says("short", "hello", "and my last word");
        ends("short");

        await().untilAsserted(
                        () -> {
                            polling.poll(Instant.now());
                            assertThat(texts("short")).containsExactly("hello", "and my last word");
                        });
        await().untilAsserted(
                        () -> {
                            requested.clear();
                            polling.poll(Instant.now().plusSeconds(60));
                            polling.poll(Instant.now().plusSeconds(120));
                            assertThat(requested).doesNotContain("short");
                        });
    }

    @Test
    void shouldNotDelayOtherCallsWhenOneFails() throws Exception {
        List<String> calls = List.of("one", "two", "three", "four");
        begins("bad");
        for (String call : calls) {
            says(call, "hello");
            begins(call);
        }
        requested.clear();
        polling.poll(Instant.now().plusSeconds(10));

        assertThat(requested).contains("bad").containsAll(calls);
        requested.clear();
        polling.poll(Instant.now().plusSeconds(11));
        assertThat(requested).doesNotContain("bad").containsAll(calls);
        assertThat(meters.counter("connector.calls.unreadable").count()).isPositive();
    }

    @Test
    void shouldNotDelayOtherCallsWhenTheConnectionOfOneBreaks() throws Exception {
        broken.add("bad");
        says("good", "hello");
        begins("bad");
        begins("good");
        requested.clear();
        polling.poll(Instant.now().plusSeconds(10));
        polling.poll(Instant.now().plusSeconds(11));

        assertThat(requested).containsExactlyInAnyOrder("bad", "good", "good");
        assertThat(meters.counter("connector.calls.unreadable").count()).isPositive();
    }

    @Test
    void shouldCapTheRetryAfterOfInfinity() throws Exception {
        says("one", "hello");
        begins("one");
        isBusy = true;
        polling.poll(Instant.now().plusSeconds(10));
        isBusy = false;
        requested.clear();

        polling.poll(Instant.now().plusSeconds(40));
        assertThat(requested).isEmpty();
        polling.poll(Instant.now().plusSeconds(80));
        assertThat(requested).contains("one");
        assertThat(meters.counter("connector.calls.unreadable").count()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void shouldCountRefusedTranscripts(int status) throws Exception {
        says("refused", "hello");
        refusals.put("refused", status);
        says("other", "hello");
        begins("refused");
        begins("other");

        await().untilAsserted(() -> assertThat(texts("other")).containsExactly("hello"));
        assertThat(meters.counter("connector.calls.unreadable").count()).isPositive();
        requested.clear();
        polling.poll(Instant.now());
        assertThat(requested).doesNotContain("refused");
        refusals.clear();
        polling.poll(Instant.now().plusSeconds(120));
        await().untilAsserted(() -> assertThat(texts("refused")).containsExactly("hello"));
    }

    @Test
    void shouldPollAsLongAsSomethingIsSaid() throws Exception {
        says("long", "one");
        begins("long");
        Instant begun = Instant.now();
        for (int minutes = 90; minutes <= 270; minutes += 90) {
            List<String> all = new ArrayList<>(texts("long"));
            all.add("after " + minutes);
            says("long", all.toArray(String[]::new));
            polling.poll(begun.plusSeconds(60L * minutes));
        }
        assertThat(texts("long")).containsExactly("one", "after 90", "after 180", "after 270");

        requested.clear();
        polling.poll(begun.plusSeconds(60L * 400));
        polling.poll(begun.plusSeconds(60L * 401));
        assertThat(requested).doesNotContain("long");
    }

    @Test
    void shouldWaitForATranscriptThatDoesNotExistYet() throws Exception {
        refusals.put("early", 404);
        begins("early");
        says("early", "hello");
        refusals.clear();
        polling.poll(Instant.now());

        await().untilAsserted(() -> assertThat(texts("early")).containsExactly("hello"));
    }

    @Test
    void shouldCountAResponseThatIsNotJsonAndPollOtherCalls() throws Exception {
        answers.put("page", "<html>sign in</html>");
        begins("page");
        says("other", "hello");
        begins("other");
        polling.poll(Instant.now());

        await().untilAsserted(() -> assertThat(texts("other")).containsExactly("hello"));
        assertThat(meters.counter("connector.calls.unreadable").count()).isPositive();
    }

    @Test
    void shouldNotDelayOtherCallsWhenOneHangs() {
        says("quick", "hello");
        begins("quick");
        says("slow", "hello");
        begins("slow");
        hangs.put("slow", new CountDownLatch(1));
        requested.clear();

        for (String sentence : List.of("one", "two", "three")) {
            List<String> all = new ArrayList<>(texts("quick"));
            all.add(sentence);
            says("quick", all.toArray(String[]::new));
            await().untilAsserted(
                            () -> {
                                polling.poll(Instant.now());
                                assertThat(texts("quick")).endsWith(sentence);
                            });
        }
        assertThat(requested.stream().filter("slow"::equals)).hasSize(1);
        hangs.get("slow").countDown();
    }
}
