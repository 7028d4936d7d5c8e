package io.supportassistant.job.conversation;

import io.supportassistant.events.CallEnded;
import io.supportassistant.events.TranscriptTracks;

/**
 * What an event or a timer leads to.
 *
 * @param request the analysis to make now, or null
 * @param closing the call's end if it ended in this step, or null
 * @param learned whose voices were found out in this step, or null
 */
public record Decision(AssistRequest request, CallEnded closing, TranscriptTracks learned) {

    static final Decision NOTHING = new Decision(null, null, null);

    static Decision run(AssistRequest request) {
        return new Decision(request, null, null);
    }

    static Decision close(CallEnded closing) {
        return new Decision(null, closing, null);
    }

    Decision and(TranscriptTracks found) {
        return new Decision(request, closing, found);
    }
}
