package io.supportassistant.conversation;

import io.supportassistant.events.CallEnded;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptTracks;
import java.util.List;

/**
 * The result of handling an event or a timer.
 *
 * @param request the analysis to run now, or null
 * @param closing the call's end if it ended in this step, or null
 * @param learned the speakers identified in this step, or null
 * @param redactions segments whose text must be replaced wherever it is stored
 */
public record Decision(
        AssistRequest request,
        CallEnded closing,
        TranscriptTracks learned,
        List<TranscriptRedacted> redactions) {

    static final Decision NOTHING = new Decision(null, null, null, List.of());

    static Decision run(AssistRequest request) {
        return new Decision(request, null, null, List.of());
    }

    static Decision close(CallEnded closing) {
        return new Decision(null, closing, null, List.of());
    }

    Decision asking(AssistRequest run) {
        return new Decision(run, closing, learned, redactions);
    }

    Decision and(TranscriptTracks found) {
        return new Decision(request, closing, found, redactions);
    }

    Decision with(List<TranscriptRedacted> redactions) {
        return redactions.isEmpty() ? this : new Decision(request, closing, learned, redactions);
    }
}
