package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.supportassistant.analytics.DatabaseSettings;
import io.supportassistant.assistjob.ConfiguredPipeline;
import io.supportassistant.bridge.service.BridgeSettings;
import io.supportassistant.bridge.twilio.TwilioSettings;
import io.supportassistant.crm.CrmSource;
import io.supportassistant.crm.vendors.CrmProviders;
import io.supportassistant.crm.vendors.CrmSettings;
import io.supportassistant.crmjob.CrmJob;
import io.supportassistant.indexjob.KnowledgeIndexTopology;
import io.supportassistant.model.ModelSettings;
import io.supportassistant.push.PushSettings;
import io.supportassistant.qdrant.QdrantSettings;
import io.supportassistant.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of every service with the environment of the original system, unchanged. */
class OriginalEnvironmentTest {

    private static final Map<String, String> BLOCK = OriginalEnvironment.read();

    @Test
    void shouldMakeTheSettingsOfEveryService() {
        Settings settings = Settings.of(BLOCK);

        assertThatCode(
                        () -> {
                            new ConfiguredPipeline(settings);
                            CrmSettings.from(settings).check(CrmProviders.source(settings));
                            BridgeSettings.from(settings);
                            PushSettings.from(settings);
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void shouldUseAModelOfOpenAi() {
        ModelSettings model = ModelSettings.from(only("OPENAI_API_KEY")).orElseThrow();

        assertThat(model.model()).isNotBlank();
        assertThat(model.endpoint().baseUrl()).hasHost("api.openai.com");
        assertThat(model.endpoint().apiKey()).isEqualTo("sk-your-key");
    }

    @Test
    void shouldSearchInQdrant() {
        QdrantSettings qdrant = QdrantSettings.from(Settings.of(BLOCK));

        assertThat(KnowledgeIndexTopology.isNeeded(only("QDRANT_URL"))).isTrue();
        assertThat(KnowledgeIndexTopology.isNeeded(Settings.of(Map.of()))).isFalse();
        assertThat(qdrant.host()).isEqualTo("your-qdrant.example.com");
        assertThat(qdrant.port()).isEqualTo(6334);
        assertThat(qdrant.apiKey()).isEqualTo("your-qdrant-key");
        assertThat(qdrant.collection()).isEqualTo("enterprise_docs");
    }

    @Test
    void shouldSearchInMemoryIfConfigured() {
        Map<String, String> embedded = new HashMap<>(BLOCK);
        embedded.put("KNOWLEDGE", "embedded");

        assertThat(KnowledgeIndexTopology.isNeeded(Settings.of(embedded))).isFalse();
    }

    @Test
    void shouldWriteToTheDatabase() {
        DatabaseSettings database = DatabaseSettings.from(only("DATABASE_URL"));

        assertThat(database.jdbcUrl())
                .startsWith("jdbc:postgresql://host:5432/ai_knowledge_assistant?");
        assertThat(database.user()).isEqualTo("user");
        assertThat(database.password()).isEqualTo("password");
    }

    @Test
    void shouldEnableTwilio() {
        assertThat(TwilioSettings.adapter(only("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN")))
                .isPresent();
    }

    @Test
    void shouldConnectToSalesforce() {
        Settings settings =
                only("SALESFORCE_USERNAME", "SALESFORCE_PASSWORD", "SALESFORCE_SECURITY_TOKEN");
        CrmSource source = CrmProviders.source(settings);

        assertThat(CrmJob.isNeeded(settings)).isTrue();
        assertThat(CrmJob.nameFor(settings)).endsWith("-salesforce");
        assertThatCode(() -> CrmSettings.from(settings).check(source)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"none, false", "file, true", "'', true"})
    void shouldLetCrmOverrideTheDefault(String crm, boolean needed) {
        Map<String, String> other = new HashMap<>(BLOCK);
        other.put("CRM", crm);

        assertThat(CrmJob.isNeeded(Settings.of(other))).isEqualTo(needed);
    }

    private static Settings only(String... names) {
        Map<String, String> some = new HashMap<>(BLOCK);
        some.keySet().retainAll(java.util.List.of(names));
        assertThat(some).hasSize(names.length);
        return Settings.of(some);
    }
}
