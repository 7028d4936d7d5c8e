package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.doubles.ModelServer;
import io.supportassistant.doubles.crm.HubspotDouble;
import io.supportassistant.doubles.crm.SalesforceDouble;
import io.supportassistant.doubles.crm.SampleCustomers;
import io.supportassistant.doubles.crm.ZendeskDouble;
import io.supportassistant.local.RunningDoubles.Doubled;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The vendors' own clients against our adapters and our doubles of their services. The clients are
 * Python, so this runs only with {@code ./assist test --clients}, which names an interpreter that
 * has them.
 */
@ExtendWith(RunningDoubles.class)
class VendorClients {

    private static final Path SCRIPTS = Path.of("src/test/clients");
    private static final Path OUTPUT = Path.of("target/clients.txt");
    private static final long MAX_MINUTES = 5;

    @Test
    void shouldAcceptOurEndpointsAndDoublesAsTheOriginals(Doubled doubled) throws Exception {
        SampleCustomers customers = SampleCustomers.read(Path.of("../samples/crm/customers.json"));
        try (SalesforceDouble salesforce = SalesforceDouble.start(customers);
                ZendeskDouble zendesk = ZendeskDouble.start(customers);
                HubspotDouble hubspot = HubspotDouble.start(customers)) {
            JsonObject targets = targets(doubled, salesforce, zendesk, hubspot);
            ProcessBuilder clients =
                    new ProcessBuilder(System.getProperty("clients.python"), "-B", "run.py")
                            .directory(SCRIPTS.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(OUTPUT.toFile());
            clients.environment().put("CLIENTS_TARGETS", targets.encode());
            Process running = clients.start();
            boolean ended = running.waitFor(MAX_MINUTES, TimeUnit.MINUTES);
            running.destroyForcibly();

            assertThat(ended).as("ended in time").isTrue();
            assertThat(running.exitValue()).as("status; see " + OUTPUT).isZero();
        }
    }

    private static JsonObject targets(
            Doubled doubled,
            SalesforceDouble salesforce,
            ZendeskDouble zendesk,
            HubspotDouble hubspot) {
        Map<String, String> phones = doubled.phones().settings();
        Map<String, String> ofSalesforce = salesforce.settings();
        Map<String, String> ofZendesk = zendesk.settings();
        Map<String, String> ofHubspot = hubspot.settings();
        return JsonObject.of(
                "bridge",
                "http://127.0.0.1:" + doubled.stack().ports().http(),
                "twilio",
                JsonObject.of(
                        "token", phones.get("TWILIO_AUTH_TOKEN"),
                        "account", phones.get("TWILIO_ACCOUNT_SID"),
                        "public_url", phones.get("TWILIO_PUBLIC_URL")),
                "generic",
                JsonObject.of("secret", phones.get("GENERIC_SIGNING_SECRETS")),
                "openai",
                JsonObject.of(
                        "url", doubled.models().baseUrl().toString(),
                        "key", ModelServer.API_KEY,
                        "model", ModelServer.MODEL,
                        "embedding_model", ModelServer.EMBEDDING_MODEL),
                "qdrant",
                JsonObject.of("port", doubled.qdrant().port()),
                "salesforce",
                JsonObject.of(
                        "url", ofSalesforce.get("SALESFORCE_URL"),
                        "client_id", ofSalesforce.get("SALESFORCE_CLIENT_ID"),
                        "client_secret", ofSalesforce.get("SALESFORCE_CLIENT_SECRET")),
                "zendesk",
                JsonObject.of(
                        "url", ofZendesk.get("ZENDESK_URL"),
                        "client_id", ofZendesk.get("ZENDESK_CLIENT_ID"),
                        "client_secret", ofZendesk.get("ZENDESK_CLIENT_SECRET")),
                "hubspot",
                JsonObject.of(
                        "url", ofHubspot.get("HUBSPOT_BASE_URL"),
                        "token", ofHubspot.get("HUBSPOT_ACCESS_TOKEN")));
    }
}
