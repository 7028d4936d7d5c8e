package io.supportassistant.bridge.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.supportassistant.bridge.Requests;
import io.supportassistant.events.SessionIds;
import io.supportassistant.settings.Settings;
import java.net.URLEncoder;
import java.util.Map;

/** Requests in Twilio's format, and an adapter to read them. */
final class TwilioRequests {

    static final String CALL = "CA00000000000000000000000000000001";
    static final String SESSION = SessionIds.session("twilio", CALL);
    static final String TRANSCRIPTION = "GT00000000000000000000000000000001";
    static final String TASK_ATTRIBUTES =
            "{\"call_sid\":\"" + CALL + "\",\"from\":\"+15550100001\",\"direction\":\"inbound\"}";

    private TwilioRequests() {}

    static TwilioAdapter adapter(Map<String, String> settings) {
        return new TwilioAdapter(TwilioSettings.from(Settings.of(settings)), request -> true);
    }

    static String form(String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], UTF_8));
        }
        return form.toString();
    }

    static Requests content(
            String track, int sequence, boolean isFinal, String data, String... more) {
        String fields =
                form(
                        "TranscriptionEvent",
                        "transcription-content",
                        "TranscriptionSid",
                        TRANSCRIPTION,
                        "CallSid",
                        CALL,
                        "Timestamp",
                        "2026-01-15T10:00:07.250Z",
                        "Track",
                        track,
                        "SequenceId",
                        Integer.toString(sequence),
                        "Final",
                        Boolean.toString(isFinal),
                        "TranscriptionData",
                        data);
        return Requests.post("/webhooks/twilio/transcription")
                .form(more.length == 0 ? fields : fields + "&" + form(more));
    }

    static Requests voice(String... fields) {
        return Requests.post("/webhooks/twilio/voice").form(form(fields));
    }

    static Requests task(String type, String... more) {
        String fields =
                form(
                        "EventType", type,
                        "ResourceSid", "WR1",
                        "Timestamp", "1768471203",
                        "TaskSid", "WT1",
                        "TaskChannelUniqueName", "voice",
                        "TaskQueueSid", "WQ1",
                        "WorkerSid", "WK1",
                        "WorkerName", "jsmith");
        return Requests.post("/webhooks/twilio/taskrouter")
                .form(more.length == 0 ? fields : fields + "&" + form(more));
    }
}
