package io.supportassistant.job.conversation;

import io.supportassistant.events.CallEnded;

/**
 * What an event or a timer leads to.
 *
 * @param request the analysis to make now, or null
 * @param closing the call's end if it ended in this step, or null
 */
public record Decision(AssistRequest request, CallEnded closing) {

    static final Decision NOTHING = new Decision(null, null);

    static Decision run(AssistRequest request) {
        return new Decision(request, null);
    }

    static Decision close(CallEnded closing) {
        return new Decision(null, closing);
    }
}
