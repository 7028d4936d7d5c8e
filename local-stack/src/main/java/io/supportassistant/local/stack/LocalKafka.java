package io.supportassistant.local.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker in KRaft mode, in this process. Its data stays in its folder. */
public final class LocalKafka implements AutoCloseable {

    private static final String CLUSTER_ID = "c3VwcG9ydC1hc3Npc3RhbnQ";

    private final KafkaRaftServer server;

    private LocalKafka(KafkaRaftServer server) {
        this.server = server;
    }

    public static LocalKafka start(Path folder, Ports ports) throws IOException {
        Files.createDirectories(folder);
        Properties properties = properties(folder, ports);
        if (!Files.exists(folder.resolve("data/meta.properties"))) {
            format(folder, properties);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server.startup();
        return new LocalKafka(server);
    }

    private static void format(Path folder, Properties properties) throws IOException {
        Path file = folder.resolve("server.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int status =
                StorageTool.execute(
                        new String[] {
                            "format", "--cluster-id", CLUSTER_ID, "--config", file.toString()
                        },
                        new PrintStream(output, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IOException("Kafka's storage cannot be formatted: " + output);
        }
    }

    private static Properties properties(Path folder, Ports ports) {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("controller.quorum.voters", "1@127.0.0.1:" + ports.kafkaController());
        p.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:"
                        + ports.kafka()
                        + ",CONTROLLER://127.0.0.1:"
                        + ports.kafkaController());
        p.put("controller.listener.names", "CONTROLLER");
        p.put("log.dirs", folder.resolve("data").toString());
        p.put("auto.create.topics.enable", "false");
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "1");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("group.initial.rebalance.delay.ms", "0");
        // Sized for one machine; the defaults reserve a server's memory.
        p.put("log.cleaner.dedupe.buffer.size", "16777216");
        p.put("log.segment.bytes", "67108864");
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "2");
        p.put("socket.request.max.bytes", "10485760");
        return p;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
