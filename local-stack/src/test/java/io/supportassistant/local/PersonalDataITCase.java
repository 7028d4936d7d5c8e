package io.supportassistant.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.awaitility.Awaitility.await;

import io.supportassistant.bridge.security.StandardWebhooks;
import io.supportassistant.bridge.twilio.TwilioSignature;
import io.supportassistant.doubles.SimulatedCall;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import io.supportassistant.local.RunningDoubles.Doubled;
import io.supportassistant.local.stack.LocalPhoneSystem.Kind;
import io.supportassistant.settings.KafkaSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Personal data that customers say is nowhere: not stored, not logged, not sent to a model. */
@ExtendWith(RunningDoubles.class)
@ResourceLock(RunningDoubles.LOCK)
class PersonalDataITCase {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Path LOG = Path.of("target/test.log");

    /** The customer's turns, with each personal value between braces. */
    private static final List<String> SENTENCES =
            List.of(
                    "I was charged twice this month and my card is {4532 0151 1283 0366}, okay",
                    "please refund it to {DE89 3704 0044 0532 0130 00} if that is easier",
                    "my social security number is {536-90-4399} if you need it for the account",
                    "write to {dana.private.reyes@example-mail.com} when it is done",
                    "or call me on {+44 20 7946 0958} tonight",
                    "the other card is {five five five five five five five five five five five five"
                            + " four four four four} and it expires soon",
                    "my password is {Tr0ub4dor&3xyz} and it does not work",
                    "and the key of my integration is {sk_live_51H8xYzAbCdEfGhIjKlMnOpQr} by the"
                            + " way");

    private static final Leaks LEAKS =
            new Leaks(
                    SENTENCES.stream()
                            .map(
                                    sentence ->
                                            sentence.substring(
                                                    sentence.indexOf('{') + 1,
                                                    sentence.indexOf('}')))
                            .toList());

    private static final List<String> PLACEHOLDERS =
            List.of(
                    "[card number]",
                    "[bank account]",
                    "[social security number]",
                    "[e-mail address]",
                    "[phone number]",
                    "[secret]");

    private final HttpClient http = HttpClient.newHttpClient();

    private Doubled doubled;

    @Test
    void shouldBeStoredNowhereAfterACallAndUnreadableMessages(Doubled running) throws Exception {
        doubled = running;
        doubled.awaitModels();
        // Identifies this call, whatever else has run.
        String marker = "marker" + UUID.randomUUID().toString().substring(0, 8);

        SimulatedCall call = call(marker);
        List<String> sessions = new ArrayList<>();
        for (Kind kind : List.of(Kind.TWILIO, Kind.GENERIC)) {
            var system = doubled.phones().system(kind);
            sessions.add(SessionIds.session(system.source(), system.callId(call)));
            system.steps(call).forEach(step -> step.action().run());
        }
        sendWhatCannotBeUsed(marker);
        for (String session : sessions) {
            awaitStored(session);
        }

        String topics = topics();
        String tables = tables();
        String prompts = doubled.models().requests().toString();
        String logged = Files.readString(LOG, ISO_8859_1);
        assertSoftly(
                all -> {
                    all.assertThat(LEAKS.in(topics)).as("on topics").isEmpty();
                    all.assertThat(LEAKS.in(tables)).as("in tables").isEmpty();
                    all.assertThat(LEAKS.in(prompts)).as("in prompts").isEmpty();
                    all.assertThat(LEAKS.in(logged)).as("in the log").isEmpty();
                });
        // The searched topics contain the call.
        assertThat(count(topics, marker)).isGreaterThan(3 * SENTENCES.size());
        assertThat(topics).contains(PLACEHOLDERS);
        assertThat(tables).contains(marker).contains(PLACEHOLDERS);
        assertThat(prompts).contains(marker);
        assertThat(deadLetters()).contains(marker);
    }

    /** A number in parts, read back between them: no part alone reveals it. */
    @Test
    void shouldBeStoredOnlyInTheInputIfSplitOverSegments(Doubled running) throws Exception {
        doubled = running;
        doubled.awaitModels();
        String marker = "marker" + UUID.randomUUID().toString().substring(0, 8);
        List<String> parts =
                List.of("four five three two", "zero one five one", "one two eight three");
        String last = "zero three six six";
        SimulatedCall call =
                called(
                        marker,
                        "customer: " + marker + " I was charged twice for my subscription",
                        "agent: I can look that up, what is the number of the card?",
                        "customer: " + parts.get(0),
                        "agent: " + parts.get(0) + ", go on",
                        "customer: " + parts.get(1) + ".",
                        "agent: " + parts.get(1),
                        "customer: and " + parts.get(2),
                        "customer: " + last,
                        "agent: so " + parts.get(2) + ", " + last,
                        "customer: yes, and will I get a refund for " + marker + "?");
        var system = doubled.phones().system(Kind.GENERIC);
        String session = SessionIds.session(system.source(), system.callId(call));

        system.steps(call).forEach(step -> step.action().run());

        await().atMost(TIMEOUT)
                .untilAsserted(
                        () ->
                                assertThat(
                                                Database.rows(
                                                        doubled.stack(),
                                                        "SELECT text FROM transcription_segments"
                                                                + " WHERE session_id = '"
                                                                + session
                                                                + "' ORDER BY start_time"))
                                        .containsExactly(
                                                List.of(
                                                        marker
                                                                + " I was charged twice for my"
                                                                + " subscription"),
                                                List.of(
                                                        "I can look that up, what is the number of"
                                                                + " the card?"),
                                                List.of("[card number]"),
                                                List.of("[card number], go on"),
                                                List.of("[card number]."),
                                                List.of("[card number]"),
                                                List.of("and [card number]"),
                                                List.of("[card number]"),
                                                List.of("so [card number]"),
                                                List.of(
                                                        "yes, and will I get a refund for "
                                                                + marker
                                                                + "?")));
        await().atMost(TIMEOUT)
                .until(() -> count(doubled.models().requests().toString(), marker) > 0);
        await().atMost(TIMEOUT).until(() -> !rows("agent_actions", session).isEmpty());

        String beyond;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            Set<String> topics = new HashSet<>(consumer.listTopics().keySet());
            topics.remove(Topic.CALL_EVENTS.topicName());
            beyond = read(consumer, topics);
        }
        String everywhere = beyond + tables() + doubled.models().requests();
        assertThat(everywhere).contains(marker).contains(session);
        List<String> all = new ArrayList<>(parts);
        all.add(last);
        assertThat(all).noneMatch(part -> everywhere.contains(part));
        assertThat(everywhere).doesNotContain("4532 0151").doesNotContain("4532015112830366");
    }

    private static SimulatedCall called(String marker, String... turns) {
        List<SimulatedCall.Segment> segments = new ArrayList<>();
        for (String turn : turns) {
            String[] parts = turn.split(": ", 2);
            double at = 2 + 4 * segments.size();
            segments.add(new SimulatedCall.Segment(parts[0], parts[1], at, at + 3));
        }
        return new SimulatedCall(marker, "+14155550142", "agent-7", "Priya Shah", segments);
    }

    private static SimulatedCall call(String marker) {
        List<SimulatedCall.Segment> segments = new ArrayList<>();
        for (String sentence : SENTENCES) {
            double at = 2 + 4 * segments.size();
            String text = marker + " " + sentence.replaceAll("[{}]", "");
            segments.add(new SimulatedCall.Segment("customer", text, at, at + 3));
        }
        return new SimulatedCall(marker, "+14155550142", "agent-7", "Priya Shah", segments);
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    // ---- unusable messages

    /** Sends signed but incomplete, unparseable and unsigned messages. */
    private void sendWhatCannotBeUsed(String marker) throws Exception {
        String all = marker + " " + String.join(", ", SENTENCES).replaceAll("[{}]", "");
        Map<String, String> withoutId = new LinkedHashMap<>();
        withoutId.put("AccountSid", setting("TWILIO_ACCOUNT_SID"));
        withoutId.put("CallSid", "CA" + "0".repeat(32));
        withoutId.put("TranscriptionEvent", "transcription-content");
        withoutId.put("TranscriptionData", "{\"transcript\":\"" + all + "\"}");
        assertThat(postToTwilio(withoutId)).isEqualTo(204);
        withoutId.put("TranscriptionData", all);
        assertThat(postToTwilio(withoutId)).isEqualTo(204);

        String noCall =
                "{\"type\":\"transcript.segment\",\"data\":{\"speaker\":\"customer\",\"text\":\""
                        + all
                        + "\"}}";
        assertThat(postSigned(noCall)).isEqualTo(400);
        assertThat(postSigned(noCall.substring(0, noCall.length() - 3))).isEqualTo(400);
        assertThat(postSigned(all)).isEqualTo(400);
        assertThat(post("/webhooks/generic", "application/json", noCall, Map.of())).isEqualTo(401);
        assertThat(post("/api/realtime/transcription", "application/json", noCall, Map.of()))
                .isEqualTo(400);
    }

    private int postToTwilio(Map<String, String> fields) throws Exception {
        String path = "/webhooks/twilio/transcription";
        Map<String, List<String>> signed = new TreeMap<>();
        List<String> body = new ArrayList<>();
        fields.forEach(
                (name, value) -> {
                    signed.put(name, List.of(value));
                    body.add(name + "=" + URLEncoder.encode(value, UTF_8));
                });
        return post(
                path,
                "application/x-www-form-urlencoded",
                String.join("&", body),
                Map.of(
                        TwilioSignature.HEADER,
                        TwilioSignature.sign(
                                setting("TWILIO_AUTH_TOKEN"),
                                setting("TWILIO_PUBLIC_URL") + path,
                                signed)));
    }

    private int postSigned(String body) throws Exception {
        String id = UUID.randomUUID().toString();
        Instant now = Instant.now();
        return post(
                "/webhooks/generic",
                "application/json",
                body,
                Map.of(
                        StandardWebhooks.ID,
                        id,
                        StandardWebhooks.TIMESTAMP,
                        Long.toString(now.getEpochSecond()),
                        StandardWebhooks.SIGNATURE,
                        StandardWebhooks.signature(
                                setting("GENERIC_SIGNING_SECRETS"),
                                id,
                                now,
                                body.getBytes(UTF_8))));
    }

    private int post(String path, String type, String body, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + doubled.stack().ports().http()
                                                + path))
                        .timeout(Duration.ofSeconds(15))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private String setting(String name) {
        return doubled.phones().settings().get(name);
    }

    // ---- places to search

    private void awaitStored(String session) {
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> {
                            assertThat(rows("transcription_segments", session))
                                    .hasSize(SENTENCES.size());
                            assertThat(rows("agent_actions", session)).isNotEmpty();
                        });
    }

    private List<List<String>> rows(String table, String session) throws Exception {
        return Database.rows(
                doubled.stack(),
                "SELECT session_id FROM " + table + " WHERE session_id = '" + session + "'");
    }

    private String tables() throws Exception {
        StringBuilder all = new StringBuilder();
        for (List<String> table :
                Database.rows(
                        doubled.stack(),
                        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            Database.rows(
                            doubled.stack(),
                            "SELECT to_jsonb(t)::text FROM \"" + table.get(0) + "\" t")
                    .forEach(row -> all.append(row.get(0)).append('\n'));
        }
        return all.toString();
    }

    private String topics() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return read(consumer, consumer.listTopics().keySet());
        }
    }

    private String deadLetters() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return read(consumer, Set.of(Topic.DEAD_LETTERS.topicName()));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> client =
                new HashMap<>(KafkaSettings.clientProperties(doubled.stack().settings()));
        return new KafkaConsumer<>(
                client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Keys, headers and values of all records, each byte as one character. */
    private static String read(KafkaConsumer<byte[], byte[]> consumer, Set<String> topics) {
        List<TopicPartition> partitions =
                topics.stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(part -> new TopicPartition(part.topic(), part.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        StringBuilder all = new StringBuilder();
        while (!ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                append(all, record.key());
                append(all, record.value());
                record.headers().forEach(header -> append(all, header.value()));
            }
        }
        return all.toString();
    }

    private static void append(StringBuilder all, byte[] bytes) {
        if (bytes != null) {
            all.append(new String(bytes, ISO_8859_1)).append('\n');
        }
    }
}
