package io.supportassistant.push;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.CallSource;

/** Which source a call belongs to, by the rule of the job: others may not speak of it. */
final class CallOwner {

    /** Who speaks. */
    enum Voice {
        /** The source that the call belongs to, or somebody who is of no source, as agents. */
        OWN,

        /** A source that proves the call to be its own, where another spoke of it before. */
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
