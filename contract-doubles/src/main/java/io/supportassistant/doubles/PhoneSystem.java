package io.supportassistant.doubles;

import java.util.List;

/** A double of a telephone system, which tells about calls as its vendor does. */
public interface PhoneSystem extends AutoCloseable {

    /**
     * One thing the system does.
     *
     * @param atSecond from the start of the call
     * @param action throws an {@link IllegalStateException} if the other side does not answer as
     *     the vendor expects
     */
    record Step(double atSecond, String name, Runnable action) {}

    /** What the system does in the course of a call, in order. Steps may be repeated. */
    List<Step> steps(SimulatedCall call);

    /** The call's id as the system tells it. */
    String callId(SimulatedCall call);

    /** The source by which the bridge knows the system. */
    String source();

    /**
     * Whether somebody takes what happens next in a call. A system that repeats nothing speaks into
     * the void as long as this is false.
     */
    default boolean isHeard(SimulatedCall call) {
        return true;
    }

    @Override
    default void close() {}
}
