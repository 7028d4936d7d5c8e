package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import io.supportassistant.push.CallBoard.Watcher;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallBoardsTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Instant now = SampleCall.START;
    private final CallBoards boards = boards(10);
    private long offset;

    private CallBoards boards(int max) {
        return new CallBoards(
                new CallBoards.Limits(max, 64L << 20, 1 << 20, Duration.ofHours(2), 100),
                Dispositions.NONE,
                () -> now,
                metrics);
    }

    @Test
    void shouldKeepCallsSeparate() {
        SampleCall one = new SampleCall("call-1");
        SampleCall two = new SampleCall("call-2");
        post(Topic.SUGGESTIONS, one.cards("a"));
        post(Topic.SUGGESTIONS, two.cards("b"));

        assertThat(cards(one)).containsExactly(one.id("a"));
        assertThat(cards(two)).containsExactly(two.id("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "{}", "{\"type\":\"call.ended\"}", "null"})
    void shouldSkipUnreadableMessages(String message) {
        SampleCall call = new SampleCall("call-1");
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);

        boards.post(record(Topic.CALL_EVENTS, bytes));
        boards.post(record(Topic.SUGGESTIONS, bytes));
        boards.post(record(Topic.SUGGESTIONS, null));
        // An event of another topic.
        boards.post(record(Topic.CALL_EVENTS, EventCodec.encode(call.cards("a"))));

        assertThat(metrics.counter("push.messages.unreadable").count()).isEqualTo(4);
        post(Topic.SUGGESTIONS, call.cards("a"));
        assertThat(cards(call)).hasSize(1);
    }

    @Test
    void shouldCountEventsOfAnotherSource() {
        SampleCall call = new SampleCall("call-1");
        post(Topic.CALL_EVENTS, call.started("Priya Shah"));
        post(
                Topic.CALL_EVENTS,
                new CallEnded(call.session(), SampleCall.START, null, "x", "foreign", "acme"));

        assertThat(metrics.counter("push.events.foreign").count()).isEqualTo(1);
        assertThat(boards.standing(call.session()).orElseThrow().getString("status"))
                .isEqualTo("live");
    }

    @Test
    void shouldNotCreateACallFromCrmEvents() {
        SampleCall gone = new SampleCall("gone");

        post(Topic.CRM_OUTCOMES, gone.written("42"));
        post(Topic.CUSTOMER_PROFILES, gone.customer("Dana"));

        assertThat(boards.find(gone.session())).isEmpty();
        assertThat(metrics.get("push.calls").gauge().value()).isZero();
    }

    @Test
    void shouldKeepCrmEventsUntilTheCallIsRead() {
        SampleCall call = new SampleCall("call-1");

        post(Topic.CUSTOMER_PROFILES, call.customer("Dana"));
        post(Topic.CALL_EVENTS, call.started("Priya Shah"));

        assertThat(boards.standing(call.session()).orElseThrow().getJsonObject("customer"))
                .isNotNull();
    }

    @Test
    void shouldKeepCrmEventsWhenADeskConnectsAndDisconnectsBeforeTheCall() {
        SampleCall call = new SampleCall("call-1");
        Watcher watcher = watcher(new AtomicBoolean());

        boards.watch(call.session(), watcher, Cursor.START);
        post(Topic.CRM_OUTCOMES, call.written("42"));
        boards.unwatch(call.session(), watcher);
        post(Topic.CUSTOMER_PROFILES, call.customer("Dana"));
        boards.watch(call.session(), watcher, Cursor.START);
        boards.unwatch(call.session(), watcher);
        post(Topic.CALL_EVENTS, call.started("Priya Shah"));

        assertThat(boards.standing(call.session()).orElseThrow().fieldNames())
                .contains("customer", "crm_outcome");
    }

    @Test
    void shouldNotCreateAnAwaitedCallFromCrmEvents() {
        SampleCall gone = new SampleCall("gone");
        boards.watch(gone.session(), watcher(new AtomicBoolean()), Cursor.START);

        post(Topic.CRM_OUTCOMES, gone.written("42"));

        assertThat(boards.find(gone.session())).isEmpty();
        assertThat(boards.standing(gone.session())).isEmpty();
        assertThat(metrics.get("push.calls").gauge().value()).isZero();
    }

    /** At the start, the profiles of all calls may be read before any call. */
    @Test
    void shouldKeepAsManyProfilesBeforeTheirCallsAsCalls() {
        CallBoards many = boards(300);
        for (int i = 0; i < 300; i++) {
            SampleCall call = new SampleCall("call-" + i);
            many.post(
                    record(Topic.CUSTOMER_PROFILES, EventCodec.encode(call.customer("Dana " + i))));
        }
        for (int i = 0; i < 300; i++) {
            post(many, new SampleCall("call-" + i).said("hello"));
        }

        assertThat(
                        many.standing(new SampleCall("call-0").session())
                                .orElseThrow()
                                .getJsonObject("customer"))
                .isNotNull();
    }

    @Test
    void shouldForgetOldCrmEvents() {
        SampleCall call = new SampleCall("call-1");
        post(Topic.CUSTOMER_PROFILES, call.customer("Dana"));
        now = now.plus(Duration.ofHours(3));
        post(Topic.CALL_EVENTS, new SampleCall("another").said("hello"));
        assertThat(metrics.get("push.calls.bytes").gauge().value()).isLessThan(10_000);
        post(Topic.CALL_EVENTS, call.started("Priya Shah"));

        assertThat(boards.standing(call.session()).orElseThrow().containsKey("customer")).isFalse();
    }

    @Test
    void shouldCountAndLimitTheBytesOfCrmEventsOfUnknownCalls() {
        long max = 1 << 20;
        SimpleMeterRegistry own = new SimpleMeterRegistry();
        CallBoards small =
                new CallBoards(
                        new CallBoards.Limits(1_000, max, 1 << 19, Duration.ofHours(2), 500),
                        Dispositions.NONE,
                        () -> now,
                        own);
        post(small, new SampleCall("live").said("hello"));
        for (int i = 0; i < 300; i++) {
            SampleCall unknown = new SampleCall("unknown-" + i);
            small.post(
                    record(
                            Topic.CUSTOMER_PROFILES,
                            EventCodec.encode(unknown.customer("x".repeat(10_000)))));
        }

        // Each profile has its name twice.
        assertThat(own.get("push.calls.bytes").gauge().value()).isBetween(max / 2.0, 1.0 * max);
        assertThat(sessions(small)).containsExactly("live");
    }

    @Test
    void shouldNotBlockOtherCallsWhileOneIsReplayed() throws Exception {
        SampleCall long1 = new SampleCall("long");
        SampleCall other = new SampleCall("other");
        post(Topic.CALL_EVENTS, long1.said("hello"));
        CountDownLatch replaying = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        Watcher slow =
                new Watcher() {
                    @Override
                    public void show(DeskMessage message) {
                        replaying.countDown();
                        try {
                            proceed.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }

                    @Override
                    public void release() {
                        // Is not.
                    }
                };
        CompletableFuture<Boolean> watching =
                CompletableFuture.supplyAsync(
                        () -> boards.watch(long1.session(), slow, Cursor.START));
        replaying.await();

        CompletableFuture<Void> others =
                CompletableFuture.runAsync(
                        () -> {
                            post(Topic.CALL_EVENTS, other.said("hello"));
                            assertThat(boards.standing(other.session())).isPresent();
                            assertThat(boards.find(long1.session())).isPresent();
                        });
        try {
            others.get(30, TimeUnit.SECONDS);
        } finally {
            proceed.countDown();
        }
        assertThat(watching.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldListAsManyAsAskedForAndCountTheOthers() {
        for (int i = 0; i < 7; i++) {
            post(Topic.CALL_EVENTS, new SampleCall("call-" + i).said("hello"));
        }
        post(Topic.CALL_EVENTS, new SampleCall("call-0").ended());

        CallBoards.Page page = boards.list(board -> true, 3);

        assertThat(page.calls()).hasSize(3);
        assertThat(page.total()).isEqualTo(7);
        assertThat(page.live()).isEqualTo(6);
        assertThat(boards.list(board -> true, 3).calls()).isEqualTo(page.calls());
    }

    @Test
    void shouldListLiveCallsBeforeEndedOnesAndTheLatestFirst() {
        SampleCall ended = new SampleCall("ended");
        SampleCall announced = new SampleCall("announced");
        SampleCall later = new SampleCall("later");
        post(Topic.CALL_EVENTS, ended.said("a second after the start"));
        post(Topic.CALL_EVENTS, ended.ended());
        post(Topic.CALL_EVENTS, announced.started("Priya Shah"));
        post(Topic.CALL_EVENTS, later.said("a second after the start"));

        assertThat(
                        boards.list(board -> true, 50).calls().stream()
                                .map(line -> ((JsonObject) line).getString("session_id")))
                .containsExactly(later.session(), announced.session(), ended.session());
    }

    @Test
    void shouldEvictEndedCallsFirstAndThenThoseSilentForLongest() {
        CallBoards few = boards(3);
        for (String callId : List.of("silent", "ended", "live")) {
            post(few, new SampleCall(callId).said("hello"));
        }
        post(few, new SampleCall("ended").ended());

        post(few, new SampleCall("fourth").said("hello"));
        assertThat(sessions(few)).containsExactlyInAnyOrder("silent", "live", "fourth");

        post(few, new SampleCall("silent").said("not silent any more"));
        post(few, new SampleCall("fifth").said("hello"));
        assertThat(sessions(few)).containsExactlyInAnyOrder("silent", "fourth", "fifth");
    }

    @Test
    void shouldEvictCallsWithoutSpeechBeforeTheOthers() {
        CallBoards few = boards(3);
        post(few, new SampleCall("live").said("hello"));
        for (int i = 0; i < 100; i++) {
            SampleCall call = new SampleCall("call-" + i);
            post(few, call.started("Priya Shah"));
            assertThat(few.find(call.session())).isPresent();
        }

        assertThat(few.find(new SampleCall("live").session())).isPresent();
    }

    @Test
    void shouldEvictWatchedCallsAfterTheOthers() {
        CallBoards few = boards(2);
        SampleCall watched = new SampleCall("watched");
        AtomicBoolean release = new AtomicBoolean();
        few.watch(watched.session(), watcher(release), Cursor.START);
        post(few, watched.said("hello"));
        for (int i = 0; i < 100; i++) {
            post(few, new SampleCall("call-" + i).said("hello"));
        }

        assertThat(release).isFalse();
        assertThat(few.find(watched.session())).isPresent();
    }

    @Test
    void shouldEvictCallsWithACardAfterThoseWithout() {
        CallBoards few = boards(2);
        SampleCall helped = new SampleCall("helped");
        post(few, helped.said("hello"));
        few.post(record(Topic.SUGGESTIONS, EventCodec.encode(helped.cards("refund"))));
        for (int i = 0; i < 100; i++) {
            post(few, new SampleCall("call-" + i).said("hm"));
        }

        assertThat(few.find(helped.session())).isPresent();
    }

    @Test
    void shouldEvictWatchedEndedCallsAfterUnwatchedLiveOnes() {
        CallBoards few = boards(2);
        SampleCall watched = new SampleCall("watched");
        AtomicBoolean release = new AtomicBoolean();
        few.watch(watched.session(), watcher(release), Cursor.START);
        post(few, watched.said("hello"));
        post(few, watched.ended());
        for (int i = 0; i < 100; i++) {
            post(few, new SampleCall("call-" + i).said("hello"));
        }

        assertThat(release).isFalse();
        assertThat(few.find(watched.session())).isPresent();
    }

    @Test
    void shouldEvictWatchedAnnouncedCallsAfterUnwatchedLiveOnes() {
        CallBoards few = boards(3);
        SampleCall watched = new SampleCall("watched");
        AtomicBoolean release = new AtomicBoolean();
        few.watch(watched.session(), watcher(release), Cursor.START);
        post(few, watched.started("Priya Shah"));
        for (int i = 0; i < 100; i++) {
            post(few, new SampleCall("call-" + i).said("hello"));
        }

        assertThat(release).isFalse();
        assertThat(few.find(watched.session())).isPresent();
    }

    @Test
    void shouldRememberWhoLeftAnEvictedCall() {
        CallBoards few = boards(2);
        SampleCall call = new SampleCall("transferred");
        post(few, call.started("Priya Shah"));
        post(few, call.started("agent-8", "Sam Lee"));
        for (int i = 0; i < 10; i++) {
            post(few, new SampleCall("call-" + i).said("hello"));
        }
        assertThat(few.find(call.session())).isEmpty();

        post(few, call.said("hello"));

        assertThat(few.find(call.session()).orElseThrow().leftAt("agent-7")).isNotNull();
    }

    @Test
    void shouldAlwaysKeepTheNewestCall() {
        CallBoards few = boards(3);
        for (int i = 0; i < 100; i++) {
            post(few, new SampleCall("call-" + i).said("hello"));
            assertThat(few.find(new SampleCall("call-" + i).session())).isPresent();
        }
    }

    @Test
    void shouldNotEvictALiveCallForAnEndedOne() {
        CallBoards few = boards(1);
        post(few, new SampleCall("live").said("hello"));
        post(few, new SampleCall("ended").ended());

        assertThat(sessions(few)).containsExactly("live");
    }

    @Test
    void shouldEvictACallAfterItsRetention() {
        post(Topic.CALL_EVENTS, new SampleCall("one").said("hello"));
        now = now.plus(Duration.ofMinutes(90));
        post(Topic.CALL_EVENTS, new SampleCall("two").said("hello"));
        now = now.plus(Duration.ofMinutes(90));
        post(Topic.CALL_EVENTS, new SampleCall("three").said("hello"));

        assertThat(sessions(boards)).containsExactlyInAnyOrder("two", "three");
    }

    @Test
    void shouldNotCountACallThatIsOnlyRequestedOrAwaited() {
        CallBoards few = boards(1);
        String awaited = new SampleCall("awaited").session();
        AtomicBoolean release = new AtomicBoolean();
        Watcher watcher = watcher(release);
        post(few, new SampleCall("live").said("hello"));
        few.standing(new SampleCall("asked for").session());
        few.watch(awaited, watcher, Cursor.START);

        assertThat(few.find(new SampleCall("asked for").session())).isEmpty();
        assertThat(sessions(few)).containsExactly("live");
        assertThat(release).isFalse();

        few.unwatch(awaited, watcher);
        assertThat(few.find(awaited)).isEmpty();
    }

    @Test
    void shouldLimitTheNumberOfAwaitedCalls() {
        for (int i = 0; i < 100; i++) {
            assertThat(boards.watch("session-" + i, watcher(new AtomicBoolean()), Cursor.START))
                    .isTrue();
        }

        assertThat(boards.watch("one more", watcher(new AtomicBoolean()), Cursor.START)).isFalse();
        post(Topic.CALL_EVENTS, new SampleCall("known").said("hello"));
        assertThat(
                        boards.watch(
                                new SampleCall("known").session(),
                                watcher(new AtomicBoolean()),
                                Cursor.START))
                .isTrue();
    }

    @Test
    void shouldLimitTheBytesOfAllCalls() {
        long max = 1 << 20;
        CallBoards small =
                new CallBoards(
                        new CallBoards.Limits(1_000, max, 1 << 19, Duration.ofHours(2), 10),
                        Dispositions.NONE,
                        () -> now,
                        metrics);
        String long100k = "x".repeat(100_000);

        for (int i = 0; i < 200; i++) {
            post(small, new SampleCall("call-" + i % 20).said(long100k + i));
        }

        int kept = sessions(small).size();
        assertThat(kept).isBetween(1, 10);
        assertThat(metrics.get("push.calls.bytes").gauge().value()).isLessThanOrEqualTo(max);
        // The newest call is always kept.
        assertThat(small.find(new SampleCall("call-19").session())).isPresent();
    }

    @Test
    void shouldHaveNoStateForAnUnknownCall() {
        assertThat(boards.standing(new SampleCall("unknown").session())).isEmpty();
    }

    @Test
    void shouldShowACallToTheWatcherThatAwaitedIt() {
        SampleCall call = new SampleCall("call-1");
        List<String> shown = new ArrayList<>();
        boards.watch(
                call.session(),
                new Watcher() {
                    @Override
                    public void show(DeskMessage message) {
                        shown.add(message.type());
                    }

                    @Override
                    public void release() {
                        // Is not.
                    }
                },
                Cursor.START);
        post(Topic.CUSTOMER_PROFILES, call.customer("Dana"));
        post(Topic.CRM_OUTCOMES, call.written(null));

        assertThat(shown).containsExactly("ready", "customer", "crm_outcome");
    }

    @Test
    void shouldReleaseTheWatchersOfAnEvictedCall() {
        CallBoards few = boards(1);
        List<AtomicBoolean> release = List.of(new AtomicBoolean(), new AtomicBoolean());
        for (int i = 0; i < 2; i++) {
            SampleCall call = new SampleCall("call-" + i);
            few.watch(call.session(), watcher(release.get(i)), Cursor.START);
            post(few, call.said("hello"));
        }

        assertThat(release.get(0)).isTrue();
        assertThat(release.get(1)).isFalse();
    }

    private static List<String> sessions(CallBoards boards) {
        return boards.list(board -> true, 50).calls().stream()
                .map(line -> ((JsonObject) line).getString("call_id"))
                .toList();
    }

    private static Watcher watcher(AtomicBoolean release) {
        return new Watcher() {
            @Override
            public void show(DeskMessage message) {
                // Ignored.
            }

            @Override
            public void release() {
                release.set(true);
            }
        };
    }

    private List<String> cards(SampleCall call) {
        return boards.standing(call.session()).orElseThrow().getJsonArray("suggestions").stream()
                .map(card -> ((JsonObject) card).getString("id"))
                .toList();
    }

    private void post(Topic topic, AssistEvent event) {
        boards.post(record(topic, EventCodec.encode(event)));
    }

    private void post(CallBoards to, CallEvent event) {
        to.post(record(Topic.CALL_EVENTS, EventCodec.encode(event)));
    }

    private ConsumerRecord<byte[], byte[]> record(Topic topic, byte[] value) {
        return new ConsumerRecord<>(topic.topicName(), 0, offset++, null, value);
    }
}
