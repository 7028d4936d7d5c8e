package io.supportassistant.bridge.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.AdapterEndpoint;
import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.settings.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Messages of speech services to the endpoints of one call, and the segments made of them. */
final class SpeechRequests {

    private SpeechRequests() {}

    static Adapter endpoint(String source, String... more) {
        Map<String, String> settings = new HashMap<>(MutatedRequests.OPEN);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return Adapters.open(Settings.of(settings)).stream()
                .map(AdapterEndpoint::adapter)
                .filter(adapter -> adapter.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    static Requests post(String source, String query, String json) {
        return Requests.post("/webhooks/" + source + "/call-1" + query).json(json);
    }

    private static List<TranscriptSegment> segments(Verdict.Accepted accepted) {
        assertThat(accepted.unusable()).isEmpty();
        return accepted.events().stream().map(TranscriptSegment.class::cast).toList();
    }

    static List<TranscriptSegment> segments(
            String source, String query, String json, String... settings) {
        return segments(post(source, query, json).acceptedBy(endpoint(source, settings)));
    }

    static List<TranscriptSegment> each(String source, List<String> messages) {
        List<TranscriptSegment> all = new ArrayList<>();
        messages.forEach(message -> all.addAll(segments(source, "", message)));
        return all;
    }
}
