package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.InsecureServerCredentials;
import io.supportassistant.doubles.ModelServer;
import io.supportassistant.doubles.TwilioDouble;
import io.supportassistant.doubles.crm.CrmDouble.Written;
import io.supportassistant.doubles.crm.SalesforceDouble;
import io.supportassistant.doubles.crm.SampleCustomers;
import io.supportassistant.doubles.qdrant.QdrantServer;
import io.supportassistant.evaluation.RecordedCall;
import io.supportassistant.local.replay.AssistClient;
import io.supportassistant.local.replay.PhoneSystemTarget;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.local.stack.StartupProgress;
import io.supportassistant.model.ModelSettings;
import io.supportassistant.settings.Settings;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The environment of the original system starts a system that works with a model, Qdrant, Twilio
 * and Salesforce. Only addresses are added or replaced, because the servers are doubles.
 */
class OriginalEnvironmentITCase {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Map<String, String> BLOCK = OriginalEnvironment.read();

    @TempDir private Path state;

    @Test
    void shouldStartAWorkingSystem() throws Exception {
        Ports ports = Ports.free();
        try (ModelServer models = ModelServer.start();
                QdrantServer qdrant =
                        QdrantServer.start(
                                InsecureServerCredentials.create(), BLOCK.get("QDRANT_API_KEY"));
                SalesforceDouble salesforce =
                        SalesforceDouble.start(
                                SampleCustomers.read(Path.of("../samples/crm/customers.json")))) {
            models.requireKey(BLOCK.get("OPENAI_API_KEY"));
            String model = ModelSettings.from(Settings.of(BLOCK)).orElseThrow().model();
            models.serve(model);
            salesforce.allowSoap(
                    BLOCK.get("SALESFORCE_USERNAME"),
                    BLOCK.get("SALESFORCE_PASSWORD") + BLOCK.get("SALESFORCE_SECURITY_TOKEN"));
            Map<String, String> environment = new HashMap<>(BLOCK);
            environment.put("OPENAI_BASE_URL", models.baseUrl().toString());
            // Required with an address of one's own; this is the name that is used without one.
            environment.put("MODEL_NAME", model);
            environment.put("QDRANT_URL", qdrant.url());
            environment.put("SALESFORCE_URL", salesforce.settings().get("SALESFORCE_URL"));
            try (LocalStack stack =
                    LocalStack.start(
                            RunningStack.options(state, true, ports, environment),
                            StartupProgress.silent())) {
                List<JsonNode> messages = playACall(stack);

                assertThat(messages)
                        .filteredOn(message -> message.path("type").asText().equals("suggestions"))
                        .flatExtracting(message -> message.path("suggestions").findValues("title"))
                        .isNotEmpty();
                assertThat(models.requests()).isNotEmpty();
                assertThat(qdrant.queries()).isNotEmpty();
                await().atMost(TIMEOUT)
                        .untilAsserted(
                                () ->
                                        assertThat(
                                                        Database.rows(
                                                                stack,
                                                                "SELECT status FROM call_sessions"))
                                                .contains(List.of("ended")));
                await().atMost(TIMEOUT)
                        .untilAsserted(
                                () ->
                                        assertThat(salesforce.written())
                                                .extracting(Written::kind)
                                                .contains("task"));
            }
        }
    }

    private static List<JsonNode> playACall(LocalStack stack) throws Exception {
        RecordedCall whole =
                RecordedCall.read(Path.of("../samples/calls.jsonl")).stream()
                        .filter(one -> one.id().equals("sample-1"))
                        .findFirst()
                        .orElseThrow();
        RecordedCall call =
                new RecordedCall(
                        whole.id(),
                        whole.title(),
                        whole.agent(),
                        whole.customer(),
                        whole.turns().subList(0, 20));
        String bridge = "http://127.0.0.1:" + stack.ports().http();
        PhoneSystemTarget twilio =
                new PhoneSystemTarget(
                        new TwilioDouble(
                                bridge,
                                bridge,
                                BLOCK.get("TWILIO_AUTH_TOKEN"),
                                BLOCK.get("TWILIO_ACCOUNT_SID"),
                                true));
        List<JsonNode> messages = new CopyOnWriteArrayList<>();
        WebSocket desk =
                new AssistClient(stack.ports().http())
                        .watch(twilio.sessionOf("original"), messages::add)
                        .get();
        twilio.play(call, "original", 8);
        await().atMost(TIMEOUT)
                .until(
                        () ->
                                messages.stream()
                                        .anyMatch(
                                                message ->
                                                        message.path("status")
                                                                .asText()
                                                                .equals("ended")));
        desk.sendText("{\"type\":\"note\",\"save\":true}", true).join();
        await().atMost(TIMEOUT)
                .until(
                        () ->
                                messages.stream()
                                        .anyMatch(
                                                message ->
                                                        message.at("/note/status")
                                                                .asText()
                                                                .equals("saved")));
        desk.abort();
        return messages;
    }
}
