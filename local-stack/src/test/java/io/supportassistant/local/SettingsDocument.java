package io.supportassistant.local;

import io.supportassistant.analytics.DatabaseSettings;
import io.supportassistant.assistjob.ConfiguredPipeline;
import io.supportassistant.assistjob.JobSettings;
import io.supportassistant.bridge.adapters.Adapters;
import io.supportassistant.bridge.avaya.AvayaConnectorSettings;
import io.supportassistant.bridge.connector.ConnectorSettings;
import io.supportassistant.bridge.genesys.GenesysConnectorSettings;
import io.supportassistant.bridge.service.BridgeSettings;
import io.supportassistant.commands.CreateTopics;
import io.supportassistant.crm.vendors.CrmSettings;
import io.supportassistant.push.PushSettings;
import io.supportassistant.push.SignInSettings;
import io.supportassistant.qdrant.QdrantSettings;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.service.HttpSettings;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The reference of all settings, generated from the settings themselves. */
final class SettingsDocument {

    private SettingsDocument() {}

    private static Map<String, List<List<Setting<?>>>> chapters() {
        Map<String, List<List<Setting<?>>>> chapters = new LinkedHashMap<>();
        chapters.put("Every part", List.of(KafkaSettings.ALL));
        chapters.put("Assist job", List.of(JobSettings.ALL, ConfiguredPipeline.ALL));
        chapters.put("Qdrant", List.of(QdrantSettings.ALL));
        chapters.put("CRM job", List.of(CrmSettings.all()));
        chapters.put(
                "Redaction: webhook-bridge, push-service and assist job",
                List.of(RedactionSettings.ALL));
        chapters.put("webhook-bridge and push-service", List.of(HttpSettings.ALL));
        chapters.put("webhook-bridge", List.of(BridgeSettings.ALL));
        for (Adapters.Kind kind : Adapters.KINDS) {
            chapters.put("webhook-bridge: " + kind.name(), List.of(kind.settings()));
        }
        chapters.put(
                "Genesys connector", List.of(GenesysConnectorSettings.ALL, ConnectorSettings.ALL));
        chapters.put("Avaya connector", List.of(AvayaConnectorSettings.ALL, ConnectorSettings.ALL));
        chapters.put("push-service", List.of(PushSettings.ALL, SignInSettings.ALL));
        chapters.put("SQL analytics", List.of(DatabaseSettings.ALL));
        chapters.put("Creating the topics", List.of(CreateTopics.ALL));
        return chapters;
    }

    static Stream<Setting<?>> all() {
        return chapters().values().stream().flatMap(List::stream).flatMap(List::stream);
    }

    static String markdown() {
        StringBuilder text =
                new StringBuilder(
                        """
                        # Settings

                        Environment variables. The Flink programs also take them as arguments: `ASSIST_INTERVAL=3s` is `--assist-interval 3s`.
                        `KAFKA_CLIENT_*` passes any property to every Kafka client: `KAFKA_CLIENT_SECURITY_PROTOCOL=SSL` is `security.protocol=SSL`.
                        """);
        chapters()
                .forEach(
                        (chapter, lists) -> {
                            text.append("\n## ")
                                    .append(chapter)
                                    .append(
                                            "\n\n"
                                                    + "| variable | default | expects | meaning |\n"
                                                    + "|---|---|---|---|\n");
                            lists.stream()
                                    .flatMap(List::stream)
                                    .forEach(setting -> text.append(row(setting)));
                        });
        return text.toString();
    }

    private static String row(Setting<?> setting) {
        String byDefault =
                setting.defaultText() == null ? "not set" : "`" + setting.defaultText() + "`";
        return "| `"
                + setting.name()
                + "` | "
                + byDefault
                + " | "
                + setting.expects()
                + " | "
                + setting.description()
                + " |\n";
    }
}
