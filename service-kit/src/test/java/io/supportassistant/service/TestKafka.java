package io.supportassistant.service;

import static org.awaitility.Awaitility.await;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/**
 * A real Kafka broker for tests, on free ports and in its own folder, which is deleted on close.
 * The only class that uses Kafka's internal test kit.
 */
public final class TestKafka implements AutoCloseable {

    private static final int BROKER = 0;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaClusterTestKit cluster;
    private final Admin admin;
    private final Producer<String, byte[]> producer;

    private TestKafka(KafkaClusterTestKit cluster) {
        this.cluster = cluster;
        this.admin = Admin.create(client());
        this.producer =
                new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer());
    }

    public static TestKafka start() {
        return start(Map.of());
    }

    /** Sends all client traffic through the wire. */
    public static TestKafka startBehind(SlowWire wire) {
        TestKafka kafka =
                start(Map.of("advertised.listeners", "EXTERNAL://127.0.0.1:" + wire.port()));
        wire.connectTo(kafka.bootstrapServers());
        return kafka;
    }

    private static TestKafka start(Map<String, String> broker) {
        try {
            KafkaClusterTestKit cluster =
                    new KafkaClusterTestKit.Builder(
                                    new TestKitNodes.Builder()
                                            .setNumControllerNodes(1)
                                            .setNumBrokerNodes(1)
                                            .setPerServerProperties(Map.of(BROKER, broker))
                                            .build())
                            .setConfigProp("auto.create.topics.enable", "false")
                            .setConfigProp("offsets.topic.replication.factor", "1")
                            .setConfigProp("offsets.topic.num.partitions", "1")
                            .setConfigProp("transaction.state.log.replication.factor", "1")
                            .setConfigProp("transaction.state.log.min.isr", "1")
                            .setConfigProp("group.initial.rebalance.delay.ms", "0")
                            .build();
            cluster.format();
            cluster.startup();
            cluster.waitForReadyBrokers();
            return new TestKafka(cluster);
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not start", e);
        }
    }

    public String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    /** Client properties to connect. */
    public Map<String, Object> client() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    /** Creates topics and waits until they are writable. */
    public void create(int partitions, Topic... topics) {
        List<String> names = Arrays.stream(topics).map(Topic::topicName).toList();
        List<NewTopic> created =
                names.stream().map(name -> new NewTopic(name, partitions, (short) 1)).toList();
        try {
            admin.createTopics(created).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics were not created", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        await().atMost(PATIENCE).ignoreExceptions().until(() -> allHaveLeaders(names));
    }

    private boolean allHaveLeaders(List<String> names) throws Exception {
        return admin.describeTopics(names).allTopicNames().get().values().stream()
                .map(TopicDescription::partitions)
                .flatMap(List::stream)
                .allMatch(partition -> partition.leader() != null);
    }

    /** Writes an event as its producer would, and waits for the broker's acknowledgement. */
    public RecordMetadata produce(Topic topic, String key, AssistEvent event) {
        return produce(topic, key, EventCodec.encode(event), Instant.now());
    }

    /** Writes a record without a value, which deletes the key of a compacted topic. */
    public void delete(Topic topic, String key) {
        produce(topic, key, null, Instant.now());
    }

    public RecordMetadata produce(Topic topic, String key, byte[] value, Instant timestamp) {
        try {
            return producer.send(
                            new ProducerRecord<>(
                                    topic.topicName(), null, timestamp.toEpochMilli(), key, value))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not accept a message", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** All records on a topic now, in order within each partition. */
    public List<ConsumerRecord<String, byte[]>> readAll(Topic topic) {
        Map<String, Object> reader = new HashMap<>(client());
        // Fetches from empty partitions return at once.
        reader.put("fetch.max.wait.ms", "1");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        reader, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.topicName()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    /** The events on a topic with this key, in order. */
    public <T extends AssistEvent> List<T> events(Topic topic, String key, Class<T> kind) {
        return readAll(topic).stream()
                .filter(record -> Optional.ofNullable(record.key()).equals(Optional.of(key)))
                .map(record -> EventCodec.decode(record.value(), kind))
                .toList();
    }

    /** Stops the broker; its topics stay. */
    public void stopBroker() {
        cluster.brokers().get(BROKER).shutdown();
        cluster.brokers().get(BROKER).awaitShutdown();
    }

    public void startBroker() {
        cluster.brokers().get(BROKER).startup();
        try {
            cluster.waitForReadyBrokers();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not come back", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        try {
            cluster.close();
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not stop", e);
        }
    }
}
