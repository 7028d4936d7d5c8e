package io.supportassistant.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.analytics.DatabaseSettings;
import io.supportassistant.local.stack.LocalStack.Servers;
import io.supportassistant.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalStackSettingsTest {

    @Test
    void shouldUseServersThatRunAlready() throws Exception {
        Servers servers = new Servers("kafka:9092", "postgresql://me:secret@db:5432/assist");

        Settings settings =
                LocalStack.settings(
                        Map.of("QDRANT_URL", "http://qdrant:6334"), Ports.free(), servers);

        assertThat(settings.withPrefix("KAFKA_")).containsEntry("bootstrap.servers", "kafka:9092");
        assertThat(DatabaseSettings.from(settings).jdbcUrl()).contains("//db:5432/assist");
        assertThat(settings.withPrefix("QDRANT_")).containsEntry("url", "http://qdrant:6334");
        assertThat(servers.toString()).doesNotContain("secret");
    }
}
