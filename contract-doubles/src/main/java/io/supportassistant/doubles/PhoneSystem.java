package io.supportassistant.doubles;

import java.util.List;

/** A double of a telephone system, which reports calls in its vendor's format. */
public interface PhoneSystem extends AutoCloseable {

    /**
     * One action of the system.
     *
     * @param atSecond from the start of the call
     * @param action throws an {@link IllegalStateException} if the response is not the one that the
     *     vendor expects
     */
    record Step(double atSecond, String name, Runnable action) {}

    /** The actions of the system during a call, in order. Steps may be repeated. */
    List<Step> steps(SimulatedCall call);

    /** The call's id in the system's events. */
    String callId(SimulatedCall call);

    /** The name of the system as a source of the bridge. */
    String source();

    /**
     * Whether a client receives the next events of a call. If false, a system that does not retry
     * loses its events.
     */
    default boolean isHeard(SimulatedCall call) {
        return true;
    }

    @Override
    default void close() {}
}
