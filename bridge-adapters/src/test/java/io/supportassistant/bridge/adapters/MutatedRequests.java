package io.supportassistant.bridge.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.supportassistant.bridge.AdapterEndpoint;
import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Valid requests of every telephone system, and random mutations of them. */
public final class MutatedRequests {

    private MutatedRequests() {}

    private static final List<String> WILD =
            List.of(
                    "null",
                    "\"\"",
                    "[]",
                    "{}",
                    "-1",
                    "1e999",
                    "99999999999999999999999",
                    "true",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "[[[[[[[[[[",
                    "{\"a\":",
                    "%",
                    "%zz",
                    "%00",
                    "&",
                    "=",
                    "+",
                    ";",
                    "\u0000",
                    "\ud83d\ude00",
                    "\r\n",
                    "1768471203000",
                    "../..",
                    "\"NaN\"");

    private static final List<String> CONTENT_TYPES =
            List.of(
                    "application/json",
                    "application/x-www-form-urlencoded",
                    "application/cloudevents+json",
                    "application/cloudevents-batch+json",
                    "APPLICATION/JSON; charset=utf-16",
                    "text/plain",
                    ";;;",
                    "");

    /** A valid request, as parts that can be changed. */
    public record Sample(String method, String target, String contentType, byte[] body) {

        public InboundRequest request() {
            return Requests.to(method, target).body(contentType, body).request();
        }
    }

    /** Settings that open every endpoint to unsigned requests. */
    public static final Map<String, String> OPEN =
            Map.ofEntries(
                    Map.entry("GENERIC_UNSIGNED", "accept"),
                    Map.entry("GENERIC_BATCHES", "accept"),
                    Map.entry("TWILIO_UNSIGNED", "accept"),
                    Map.entry("GENESYS_UNSIGNED", "accept"),
                    Map.entry("AVAYA_UNSIGNED", "accept"),
                    Map.entry("AMAZON_CONNECT_UNSIGNED", "accept"),
                    Map.entry("DEEPGRAM_UNSIGNED", "accept"),
                    Map.entry("ASSEMBLYAI_UNSIGNED", "accept"),
                    Map.entry("GOOGLE_STT_UNSIGNED", "accept"),
                    Map.entry("AZURE_SPEECH_UNSIGNED", "accept"),
                    Map.entry("AMAZON_TRANSCRIBE_UNSIGNED", "accept"),
                    Map.entry("WHISPER_UNSIGNED", "accept"));

    public static final List<AdapterEndpoint> ENDPOINTS = Adapters.open(Settings.of(OPEN));

    public static final Map<String, List<Sample>> SAMPLES = samples();

    private static Map<String, List<Sample>> samples() {
        Map<String, List<Sample>> samples = new HashMap<>();
        String form = "application/x-www-form-urlencoded";
        samples.put(
                "twilio",
                List.of(
                        sample(
                                "/webhooks/twilio/transcription",
                                form,
                                Requests.fixture("twilio/content.form")),
                        sample(
                                "/webhooks/twilio/voice",
                                form,
                                "CallSid=CA1&CallStatus=completed&Direction=inbound&From=%2B14155550142&CallDuration=60&Timestamp=Thu%2C+15+Jan+2026+10%3A00%3A00+%2B0000"),
                        sample(
                                "/webhooks/twilio/taskrouter",
                                form,
                                "EventType=reservation.accepted&TaskSid=WT1&WorkerSid=WK1&TaskChannelUniqueName=voice&Timestamp=1768471203&TaskAttributes=%7B%22call_sid%22%3A%22CA1%22%7D"),
                        sample(
                                "/webhooks/twilio/events",
                                "application/json",
                                Requests.fixture("twilio/event-streams.json"))));
        samples.put(
                "generic",
                List.of(
                        sample(
                                "/webhooks/generic",
                                "application/json",
                                Requests.fixture("generic/segment.json")),
                        sample(
                                "/webhooks/generic",
                                "application/cloudevents-batch+json",
                                "[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"call.started\",\"data\":{\"call_id\":\"c\",\"crm_metadata\":{\"a\":[1,\"x\"]}}}]")));
        samples.put(
                "genesys",
                List.of(
                        sample(
                                "/webhooks/genesys",
                                "application/json",
                                Requests.fixture("genesys/transcription.json")),
                        sample(
                                "/webhooks/genesys",
                                "application/json",
                                Requests.fixture("genesys/eventbridge.json")),
                        sample(
                                "/webhooks/genesys",
                                "application/json",
                                "{\"topicName\":\"v2.users.u.conversations.calls\",\"eventBody\":"
                                        + Requests.fixture("genesys/conversation.json")
                                        + "}")));
        samples.put(
                "avaya",
                List.of(
                        sample(
                                "/webhooks/avaya/axp",
                                "application/json",
                                "{\"family\":\"X\",\"subscriptionId\":\"s\",\"correlationId\":\"c\",\"body\":{\"event\":\"AgentParticipantAdded\",\"engagementId\":\"e\",\"agentId\":\"a\",\"timestamp\":1768471203250}}"),
                        sample(
                                "/webhooks/avaya/digital/x",
                                "application/json",
                                "{\"eventType\":\"MESSAGES\",\"engagementId\":\"e\",\"messageId\":\"m\",\"senderParticipantType\":\"CUSTOMER\",\"body\":{\"elementText\":{\"text\":\"<p>hi</p>\",\"textFormat\":\"HTML\"}}}"),
                        sample(
                                "/webhooks/avaya/transcripts/e",
                                "application/json",
                                "{\"messages\":[{\"body\":{\"elementText\":{\"text\":\"hi\"}},\"messageTimestamp\":\"2026-01-15T10:00:07.250Z\",\"senderParticipantType\":\"AGENT\",\"senderParticipantId\":\"7\"}]}")));
        samples.put(
                "amazon-connect",
                List.of(
                        sample(
                                "/webhooks/amazon-connect",
                                "application/json",
                                Requests.fixture("amazonconnect/records.json"))));
        samples.put(
                "deepgram",
                List.of(
                        sample(
                                "/webhooks/deepgram/call-1",
                                "application/json",
                                "{\"type\":\"Results\",\"channel_index\":[0,2],\"start\":1.5,\"duration\":2,\"is_final\":true,\"channel\":{\"alternatives\":[{\"transcript\":\"hi\",\"confidence\":0.9,\"words\":[{\"speaker\":1}]}]},\"metadata\":{\"request_id\":\"r\"}}"),
                        speech("deepgram", "deepgram-diarized-mono.json")));
        samples.put(
                "assemblyai",
                List.of(
                        sample(
                                "/webhooks/assemblyai/call-1?speaker=agent",
                                "application/json",
                                "{\"type\":\"Turn\",\"turn_order\":1,\"end_of_turn\":true,\"transcript\":\"hi\",\"words\":[{\"start\":1,\"end\":2}],\"speaker_label\":\"A\"}")));
        samples.put(
                "google-stt",
                List.of(
                        sample(
                                "/webhooks/google-stt/call-1?offset=290.5",
                                "application/json",
                                Requests.fixture("googlestt/responses.json")),
                        speech("google-stt", "google-node-long.json"),
                        speech("google-stt", "google-python-v2.json")));
        samples.put(
                "azure-speech",
                List.of(
                        speech("azure-speech", "azure-phrase.json"),
                        speech("azure-speech", "azure-batch.json"),
                        speech("azure-speech", "azure-conversation.json")));
        samples.put(
                "amazon-transcribe",
                List.of(
                        speech("amazon-transcribe", "transcribe-channels.json"),
                        speech("amazon-transcribe", "transcribe-speakers.json"),
                        speech("amazon-transcribe", "transcribe-utterance.json")));
        samples.put(
                "whisper",
                List.of(
                        speech("whisper", "whisper-segments.json"),
                        speech("whisper", "whisper-voices.json"),
                        speech("whisper", "whisper-live.json")));
        return samples;
    }

    private static Sample speech(String source, String fixture) {
        return sample(
                "/webhooks/" + source + "/call-1?speakers=0:customer,1:agent&session=s",
                "application/json",
                Requests.fixture("speech/" + fixture));
    }

    private static Sample sample(String target, String contentType, String body) {
        return new Sample("POST", target, contentType, body.getBytes(UTF_8));
    }

    /** Changes the body, the address, the headers, or several of them. */
    public static InboundRequest mutated(Sample sample, Random random) {
        byte[] body = sample.body();
        for (int i = random.nextInt(4); i >= 0; i--) {
            body = mutated(body, random);
        }
        String method = random.nextInt(12) == 0 ? "DELETE" : sample.method();
        String target =
                random.nextInt(8) == 0
                        ? new String(mutated(sample.target().getBytes(UTF_8), random), UTF_8)
                        : sample.target();
        String type =
                random.nextInt(8) == 0
                        ? CONTENT_TYPES.get(random.nextInt(CONTENT_TYPES.size()))
                        : sample.contentType();
        Requests request = Requests.to(method, target).body(type, body);
        if (random.nextInt(8) == 0) {
            for (String name : List.of("ce-specversion", "ce-id", "ce-source", "ce-type")) {
                request.header(name, WILD.get(random.nextInt(WILD.size())));
            }
        }
        if (random.nextInt(8) == 0) {
            request.header("webhook-id", "x".repeat(random.nextInt(1_000)));
        }
        return request.request();
    }

    private static byte[] mutated(byte[] body, Random random) {
        if (body.length == 0) {
            return WILD.get(random.nextInt(WILD.size())).getBytes(UTF_8);
        }
        int at = random.nextInt(body.length);
        int end = Math.min(body.length, at + 1 + random.nextInt(20));
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(body, 0, at);
        switch (random.nextInt(6)) {
            case 0 -> changed.write(body[at] ^ 1 << random.nextInt(8));
            case 1 -> changed.writeBytes(WILD.get(random.nextInt(WILD.size())).getBytes(UTF_8));
            case 2 -> {
                for (int i = random.nextInt(5); i >= 0; i--) {
                    changed.write(body, at, end - at);
                }
            }
            case 3 -> {
                return random.nextBoolean()
                        ? changed.toByteArray()
                        : value(body, random).getBytes(UTF_8);
            }
            case 4 -> changed.writeBytes("x9".repeat(random.nextInt(6_000)).getBytes(UTF_8));
            default -> end = Math.max(end, at);
        }
        changed.write(body, end, body.length - end);
        return changed.toByteArray();
    }

    /** Replaces one value of the JSON with another. */
    private static String value(byte[] body, Random random) {
        String json = new String(body, UTF_8);
        List<Integer> colons = new ArrayList<>();
        for (int i = json.indexOf(':'); i >= 0; i = json.indexOf(':', i + 1)) {
            colons.add(i);
        }
        if (colons.isEmpty()) {
            return json;
        }
        int colon = colons.get(random.nextInt(colons.size()));
        int next = json.indexOf(',', colon);
        return json.substring(0, colon + 1)
                + WILD.get(random.nextInt(WILD.size()))
                + (next < 0 ? "" : json.substring(next));
    }
}
