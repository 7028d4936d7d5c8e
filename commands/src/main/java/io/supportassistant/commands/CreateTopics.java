package io.supportassistant.commands;

import io.supportassistant.events.Topic;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;

/** Creates the missing topics; does not change existing ones. */
public final class CreateTopics {

    public static final Setting<Integer> PARTITIONS =
            Setting.wholeNumber(
                    "KAFKA_TOPIC_PARTITIONS", 1, 1_000, 6, "Partitions of each new topic.");
    public static final Setting<Integer> REPLICAS =
            Setting.wholeNumber(
                    "KAFKA_TOPIC_REPLICAS",
                    1,
                    9,
                    1,
                    "Replicas of each new topic; use 3 in production.");

    public static final List<Setting<?>> ALL = List.of(PARTITIONS, REPLICAS);

    private static final Duration LEADERS_WITHIN = Duration.ofSeconds(30);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

    private CreateTopics() {}

    public static void main(String[] args) throws Exception {
        create(Settings.of(System.getenv(), args));
    }

    public static void create(Settings settings) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(KafkaSettings.clientProperties(settings))) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing =
                    Arrays.stream(Topic.values())
                            .filter(topic -> !existing.contains(topic.topicName()))
                            .map(topic -> describe(topic, settings))
                            .toList();
            admin.createTopics(missing).all().get();
            awaitLeaders(admin, missing);
        }
    }

    /**
     * Before leaders are elected, brokers may refuse a producer's first records in an order that
     * the producer cannot recover from.
     */
    private static void awaitLeaders(Admin admin, List<NewTopic> created)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (NewTopic topic : created) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.earliest());
            }
        }
        awaitOffsets(admin, partitions);
    }

    /**
     * Only an elected leader knows offsets. The client waits for a leader, but not for a broker
     * that has not heard of the topic yet. Kafka has no request that waits for that, so this asks
     * again after a pause, for at most {@link #LEADERS_WITHIN}.
     */
    private static void awaitOffsets(Admin admin, Map<TopicPartition, OffsetSpec> partitions)
            throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + LEADERS_WITHIN.toNanos();
        while (true) {
            try {
                admin.listOffsets(partitions).all().get();
                return;
            } catch (ExecutionException e) {
                boolean isRetriable = e.getCause() instanceof RetriableException;
                if (!isRetriable || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
            }
        }
    }

    private static NewTopic describe(Topic topic, Settings settings) {
        NewTopic description =
                new NewTopic(
                        topic.topicName(),
                        settings.get(PARTITIONS),
                        settings.get(REPLICAS).shortValue());
        return topic.compacted()
                ? description.configs(
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_COMPACT))
                : description;
    }
}
