package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.local.stack.StartupProgress;
import io.supportassistant.settings.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The assist job reads the topic that it writes the ends of silent calls to. */
class SilentCallITCase {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Test
    void shouldCloseASilentCallOnceAndResumeIt(@TempDir Path state) throws Exception {
        Ports ports = Ports.free();
        try (LocalStack stack =
                        LocalStack.start(
                                RunningStack.options(
                                        state, true, ports, Map.of("CALL_IDLE_TIMEOUT", "5s")),
                                StartupProgress.silent());
                CallEvents events = new CallEvents(stack);
                Caller call = new Caller(ports.http())) {
            call.customer("the thermostat shows error E27 and then the heating stops");
            await().atMost(TIMEOUT).until(() -> events.ends() == 1);
            await().during(Duration.ofSeconds(3)).atMost(TIMEOUT).until(() -> events.ends() == 1);

            call.customer("And another thing, I was charged twice this month");

            await().atMost(TIMEOUT).until(() -> call.articles().contains("KB-1101"));
            await().atMost(TIMEOUT).until(() -> events.ends() == 2);
            assertThat(events.ended).allMatch(ended -> ended.closedByTheJob(CallEnded.IDLE));
        }
    }

    private static final class CallEvents implements AutoCloseable {

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final List<CallEnded> ended = new ArrayList<>();

        CallEvents(LocalStack stack) {
            Map<String, Object> client =
                    new HashMap<>(KafkaSettings.clientProperties(stack.settings()));
            client.put("auto.offset.reset", "earliest");
            consumer =
                    new KafkaConsumer<>(
                            client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            String topic = Topic.CALL_EVENTS.topicName();
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(one -> new TopicPartition(topic, one.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        int ends() {
            for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(100))) {
                if (EventCodec.decode(one.value(), CallEvent.class) instanceof CallEnded end) {
                    ended.add(end);
                }
            }
            return ended.size();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
