package io.supportassistant.conversation;

import io.supportassistant.events.Speaker;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.redaction.Redactor;
import io.supportassistant.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A call as the assist job hears it: each turn corrects earlier turns where it reveals personal
 * data.
 */
final class HeardCall {

    static final Redactor REDACTOR = RedactionSettings.redactor(Settings.of(Map.of()));

    static final SplitRedaction REDACTION = new SplitRedaction(REDACTOR);

    private final Redactor redactor;
    private final SplitRedaction redaction;
    private final List<Turn> window = new ArrayList<>();
    private final SaidValues said = new SaidValues("call", List.of());

    HeardCall() {
        this(REDACTOR);
    }

    HeardCall(Redactor redactor) {
        this.redactor = redactor;
        this.redaction = new SplitRedaction(redactor);
    }

    /**
     * @param turns such as {@code agent: hello | customer: hi}
     */
    HeardCall hearAll(String turns) {
        List.of(turns.split(" \\| ")).forEach(this::hear);
        return this;
    }

    /** Adds a turn after the others; the bridge has redacted it. */
    void hear(String turn) {
        String[] parts = turn.split(": ", 2);
        hear(2_000L * window.size(), parts[0] + ": " + redactor.redact(parts[1]));
    }

    /** Inserts a turn, as redacted by the bridge, at the time it was said. */
    void hear(long saidAt, String turn) {
        Turn heard = turn(saidAt, turn);
        int at = window.size();
        while (at > 0 && window.get(at - 1).startMs() > saidAt) {
            at--;
        }
        window.add(at, heard);
        redaction
                .corrections(window, heard.segmentId(), said)
                .forEach(
                        correction ->
                                window.replaceAll(
                                        known ->
                                                known.segmentId().equals(correction.segmentId())
                                                        ? known.redacted(correction.text(), 0)
                                                        : known));
    }

    static Turn turn(long saidAt, String turn) {
        String[] parts = turn.split(": ", 2);
        Speaker speaker = Speaker.valueOf(parts[0].toUpperCase(Locale.ROOT));
        return new Turn("s" + saidAt, speaker, parts[1], saidAt);
    }

    List<Turn> turns() {
        return window;
    }

    List<String> said() {
        return window.stream().map(Turn::text).toList();
    }
}
