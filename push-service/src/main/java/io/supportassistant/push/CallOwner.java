package io.supportassistant.push;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.CallSource;

/** Which source a call belongs to, by the rule of the job: events of other sources are ignored. */
final class CallOwner {

    /** The relation of an event's source to the call. */
    enum Voice {
        /** From the source that owns the call, or without a source, such as events of agents. */
        OWN,

        /** From a source that proves to own the call, where another source sent events before. */
        OF_A_NEW_OWNER,

        FOREIGN
    }

    private CallSource source;

    Voice voice(AssistEvent event) {
        // A link is about another session, and shows nothing here.
        if (!(event instanceof CallEvent call)
                || call.source() == null
                || call instanceof CallLinked) {
            return Voice.OWN;
        }
        CallSource before = source;
        source = CallSource.after(before, call);
        if (!source.name().equals(call.source())) {
            return Voice.FOREIGN;
        }
        return before == null || before.name().equals(source.name())
                ? Voice.OWN
                : Voice.OF_A_NEW_OWNER;
    }
}
