package io.supportassistant.local.replay;

import io.supportassistant.evaluation.RecordedCall;

/** A way to send recorded calls into the system. */
public interface ReplayTarget {

    /** The session of a call that is sent this way. */
    String sessionOf(String callId);

    /**
     * Plays a call to its end.
     *
     * @param callId replaces the recorded id
     * @param speed 1 is the original speed, 20 is twenty times as fast
     * @return how many segments each watcher of the call must have received
     * @throws IllegalStateException if the system rejected an event
     */
    int play(RecordedCall call, String callId, double speed) throws InterruptedException;
}
