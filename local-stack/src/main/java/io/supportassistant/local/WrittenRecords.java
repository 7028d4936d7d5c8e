package io.supportassistant.local;

import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import io.supportassistant.events.UnreadableEventException;
import io.supportassistant.local.stack.LocalCrm;
import io.supportassistant.local.stack.StartupProgress;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Prints what was written to the CRM for each call, as it happens. */
final class WrittenRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long STOP_MS = 5_000;

    private final KafkaConsumer<byte[], byte[]> outcomes;
    private final LocalCrm crm;
    private final StartupProgress progress;
    private final Thread thread = new Thread(this::follow, "written-records");
    private volatile boolean closed;

    WrittenRecords(Settings settings, LocalCrm crm, StartupProgress progress) {
        this.crm = crm;
        this.progress = progress;
        Map<String, Object> properties = new HashMap<>(KafkaSettings.clientProperties(settings));
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        outcomes =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                outcomes.partitionsFor(Topic.CRM_OUTCOMES.topicName()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        outcomes.assign(partitions);
        outcomes.seekToEnd(partitions);
        partitions.forEach(outcomes::position);
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        try {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> message : outcomes.poll(POLL)) {
                    print(message.value());
                }
            }
        } catch (WakeupException | InterruptException e) {
            // The consumer was closed.
        } finally {
            outcomes.close();
        }
    }

    private void print(byte[] message) {
        CrmOutcome outcome;
        try {
            outcome = EventCodec.decode(message, CrmOutcome.class);
        } catch (UnreadableEventException e) {
            return;
        }
        progress.say("  In " + crm.kind().title() + ": " + describe(outcome));
        crm.vendor()
                .ifPresent(
                        vendor ->
                                vendor.written().stream()
                                        .filter(one -> outcome.sessionId().equals(one.sessionId()))
                                        .forEach(
                                                one ->
                                                        progress.say(
                                                                "    "
                                                                        + one.kind()
                                                                        + " "
                                                                        + one.id()
                                                                        + " "
                                                                        + one.fields())));
    }

    private static String describe(CrmOutcome outcome) {
        String opened =
                outcome.openedCase() == null ? "" : ", case " + outcome.openedCase().number();
        return switch (outcome.status()) {
            case WRITTEN ->
                    (outcome.interaction() == null
                                    ? "no record (" + outcome.reason() + ")"
                                    : "record "
                                            + (outcome.interaction().url() == null
                                                    ? outcome.interaction().number()
                                                    : outcome.interaction().url()))
                            + opened;
            case SKIPPED -> "nothing written: " + outcome.reason();
            case UNWRITTEN -> "not written yet: " + outcome.reason() + " (./assist crm replay)";
        };
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        outcomes.wakeup();
        thread.join(STOP_MS);
    }
}
