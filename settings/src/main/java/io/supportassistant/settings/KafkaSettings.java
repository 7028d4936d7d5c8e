package io.supportassistant.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of the connection to Kafka, for every part of the system. */
public final class KafkaSettings {

    public static final Setting<String> BOOTSTRAP_SERVERS =
            Setting.text(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    "localhost:9092",
                    "Bootstrap brokers as host:port, separated by commas.");

    /**
     * Prefix for any other property of a Kafka client, such as {@code KAFKA_CLIENT_SASL_MECHANISM}.
     */
    public static final String CLIENT_PREFIX = "KAFKA_CLIENT_";

    public static final List<Setting<?>> ALL = List.of(BOOTSTRAP_SERVERS);

    private KafkaSettings() {}

    /** Properties that all Kafka clients of the system have in common. */
    public static Map<String, Object> clientProperties(Settings settings) {
        Map<String, Object> properties = new HashMap<>(settings.withPrefix(CLIENT_PREFIX));
        properties.put("bootstrap.servers", settings.get(BOOTSTRAP_SERVERS));
        return properties;
    }
}
