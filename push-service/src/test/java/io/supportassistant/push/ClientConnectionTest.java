package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.push.Access.Reach;
import io.supportassistant.push.Access.Viewer;
import io.supportassistant.redaction.Redactor;
import io.supportassistant.service.Problem;
import io.supportassistant.service.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ClientConnectionTest {

    @Test
    void shouldNeverFireATimerTooEarly() {
        Instant now = Instant.parse("2026-11-22T10:00:00.000500Z");

        assertThat(ClientConnection.delayMs(now, Instant.parse("2026-11-22T10:00:01Z")))
                .isEqualTo(1_000);
        assertThat(ClientConnection.delayMs(now, now.plusNanos(1_000_001))).isEqualTo(2);
        assertThat(ClientConnection.delayMs(now, now.plusMillis(7))).isEqualTo(7);
        assertThat(ClientConnection.delayMs(now, now.minusSeconds(1))).isEqualTo(1);
    }

    @Test
    void shouldEndAfterTheGracePeriodWithoutFurtherMessages() {
        Left left = new Left(Duration.ofMillis(300));
        try {
            left.post(left.call.said("hello"));
            left.connect();
            left.post(new AgentLeft(left.call.session(), Instant.now(), "agent-7"));

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(left.reasons).containsExactly(AccessExpiry.LEFT));
        } finally {
            left.close();
        }
    }

    @Test
    void shouldEndAfterTheGracePeriodAlthoughTheClockIsSetBack() {
        Left left = new Left(Duration.ofSeconds(1));
        try {
            left.post(left.call.said("hello"));
            left.connect();
            Instant leftAt = Instant.now();
            // The timer of the grace period then fires a second too early.
            left.clock =
                    () -> {
                        Instant now = Instant.now();
                        return now.isBefore(leftAt.plusMillis(900)) ? now : now.minusSeconds(1);
                    };
            left.post(new AgentLeft(left.call.session(), leftAt, "agent-7"));

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(left.reasons).containsExactly(AccessExpiry.LEFT));
        } finally {
            left.close();
        }
    }

    @Test
    void shouldShowNothingAfterTheGracePeriod() {
        Left left = new Left(Duration.ZERO);
        try {
            left.post(left.call.said("hello"));
            left.connect();
            await().until(() -> left.written.contains("ready"));
            int before = left.written.size();
            left.post(new AgentLeft(left.call.session(), Instant.now().minusSeconds(1), "agent-7"));
            left.post(left.call.said("my secret"));

            await().until(() -> !left.reasons.isEmpty());
            assertThat(left.written).hasSize(before);
        } finally {
            left.close();
        }
    }

    @Test
    void shouldWarnAMinuteBeforeTheTokenExpires() {
        Instant expiry = Instant.now().plusSeconds(63);
        Instant due = expiry.minus(Duration.ofMinutes(1));
        Left left = new Left(Duration.ofMinutes(1));
        left.expiry = expiry;
        try {
            left.connect();

            await().atMost(Duration.ofSeconds(20)).until(() -> left.warnedAt != null);
            assertThat(left.warnedAt).isBetween(due.minusMillis(100), due.plusSeconds(20));
            assertThat(left.reasons).isEmpty();
        } finally {
            left.close();
        }
    }

    /** A connection of an agent who leaves the call. */
    private static final class Left {

        private final SampleCall call = new SampleCall("call-1");
        private final Vertx vertx = Vertx.vertx();
        private final List<Problem> reasons = new CopyOnWriteArrayList<>();
        private final List<String> written = new CopyOnWriteArrayList<>();
        private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        private final CallBoards boards =
                new CallBoards(
                        new CallBoards.Limits(10, 1 << 20, 1 << 20, Duration.ofHours(2), 2),
                        Dispositions.NONE,
                        () -> SampleCall.START,
                        metrics);
        private final AccessExpiry end;
        private volatile InstantSource clock = InstantSource.system();
        private volatile Instant expiry;
        private volatile Instant warnedAt;
        private long offset;

        Left(Duration grace) {
            end =
                    new AccessExpiry(
                            boards,
                            grace,
                            Duration.ofMinutes(10),
                            new Redactor(EnumSet.allOf(PersonalData.class), List.of("US"), "key"));
        }

        void post(CallEvent event) {
            boards.post(
                    new ConsumerRecord<>(
                            Topic.CALL_EVENTS.topicName(),
                            0,
                            offset++,
                            new byte[0],
                            EventCodec.encode(event)));
        }

        void connect() {
            Context context = vertx.getOrCreateContext();
            context.runOnContext(
                    now -> {
                        Outbox outbox =
                                new Outbox(
                                        context,
                                        new OutboxTest.Client(),
                                        message -> {
                                            if (message.type().equals("token_expiring")) {
                                                warnedAt = Instant.now();
                                            }
                                            written.add(message.type());
                                        },
                                        () -> {},
                                        new PendingBytes(64 << 20, 1 << 20, metrics));
                        new ClientConnection(
                                vertx,
                                end,
                                new Viewer("agent-7", "t", Reach.ONE, true, expiry),
                                call.session(),
                                outbox,
                                new ClientConnection.Client() {
                                    @Override
                                    public void heartbeat() {}

                                    @Override
                                    public void close(Problem reason) {
                                        reasons.add(reason);
                                    }

                                    @Override
                                    public void left() {
                                        outbox.close();
                                    }
                                },
                                () -> clock.instant());
                        boards.watch(call.session(), outbox, Cursor.START);
                    });
            await().until(() -> written.contains("ready"));
        }

        void close() {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void shouldNotFillAStackTraceForARefusal() {
        assertThat(new InputRefusedException("text must have 1 to 500 characters").getStackTrace())
                .isEmpty();
    }

    @Test
    void shouldCloseWithFixedReasonsThatFitAFrame() {
        assertThat(CloseFrame.of(new IllegalStateException("secret of 'agent-7'")))
                .isEqualTo(new CloseFrame((short) 1011, "The service failed; try again"));
        assertThat(CloseFrame.of(new ProblemException(AccessExpiry.UNKNOWN)).code())
                .isEqualTo((short) 4404);
        assertThat(CloseFrame.of(Connections.TOO_MANY).code()).isEqualTo((short) 1013);
        assertThat(CloseFrame.of(Connections.TOO_MANY_OF_TOKEN).code()).isEqualTo((short) 1013);
        assertThat(CloseFrame.of(Problem.forbidden("x".repeat(124))))
                .isEqualTo(new CloseFrame((short) 1008, ""));
    }
}
