package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import io.supportassistant.push.CallBoard.Watcher;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallBoardsTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final CallBoards boards = new CallBoards(10, Duration.ofHours(2), metrics);
    private long offset;

    @Test
    void shouldKeepEveryCallApart() {
        SampleCall one = new SampleCall("call-1");
        SampleCall two = new SampleCall("call-2");
        post(Topic.SUGGESTIONS, one.cards("a"));
        post(Topic.SUGGESTIONS, two.cards("b"));

        assertThat(cards(one)).containsExactly(one.id("a"));
        assertThat(cards(two)).containsExactly(two.id("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "{}", "{\"type\":\"call.ended\"}", "null"})
    void shouldPassOverWhatItCannotRead(String message) {
        SampleCall call = new SampleCall("call-1");
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);

        boards.post(record(Topic.CALL_EVENTS, bytes));
        boards.post(record(Topic.SUGGESTIONS, bytes));
        boards.post(record(Topic.SUGGESTIONS, null));
        // An event of the other topic.
        boards.post(record(Topic.CALL_EVENTS, EventCodec.encode(call.cards("a"))));

        assertThat(metrics.counter("push.messages.unreadable").count()).isEqualTo(4);
        post(Topic.SUGGESTIONS, call.cards("a"));
        assertThat(cards(call)).hasSize(1);
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

        assertThat(boards.list().stream().map(line -> ((JsonObject) line).getString("session_id")))
                .containsExactly(later.session(), announced.session(), ended.session());
    }

    @Test
    void shouldNotListWhatIsOnlyAskedFor() {
        boards.board(new SampleCall("nobody").session());

        assertThat(boards.list()).isEmpty();
    }

    @Test
    void shouldLetGoWhoWatchesACallItGivesUp() {
        CallBoards few = new CallBoards(1, Duration.ofHours(2), metrics);
        List<AtomicBoolean> letGo = List.of(new AtomicBoolean(), new AtomicBoolean());
        few.watch(new SampleCall("call-0").session(), watcher(letGo.get(0)), Cursor.START);
        few.watch(new SampleCall("call-1").session(), watcher(letGo.get(1)), Cursor.START);

        // Room for one only.
        await().untilAsserted(
                        () ->
                                assertThat(letGo.stream().filter(AtomicBoolean::get).count())
                                        .isEqualTo(1));
    }

    private static Watcher watcher(AtomicBoolean letGo) {
        return new Watcher() {
            @Override
            public void show(Message message) {
                // Not looked at.
            }

            @Override
            public void letGo() {
                letGo.set(true);
            }
        };
    }

    private List<String> cards(SampleCall call) {
        return boards.board(call.session()).standing().getJsonArray("suggestions").stream()
                .map(card -> ((JsonObject) card).getString("id"))
                .toList();
    }

    private void post(Topic topic, AssistEvent event) {
        boards.post(record(topic, EventCodec.encode(event)));
    }

    private ConsumerRecord<byte[], byte[]> record(Topic topic, byte[] value) {
        return new ConsumerRecord<>(topic.topicName(), 0, offset++, null, value);
    }
}
