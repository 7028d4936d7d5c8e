package io.supportassistant.local.replay;

import io.supportassistant.evaluation.RecordedCall;

/** A way for recorded calls into the system. */
public interface ReplayTarget {

    /** The session that a call has once it came in here. */
    String sessionOf(String callId);

    /**
     * Plays a call to its end.
     *
     * @param callId in place of the recorded one
     * @param speed 1 is as it was spoken, 20 is twenty times as fast
     * @return how many segments anybody who watches the call must have been shown
     * @throws IllegalStateException if the system did not take something
     */
    int play(RecordedCall call, String callId, double speed) throws InterruptedException;
}
