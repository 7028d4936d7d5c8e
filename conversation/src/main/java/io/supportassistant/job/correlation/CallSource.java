package io.supportassistant.job.correlation;

/** The source of a session as state and savepoints keep it. */
public record CallSource(String name, boolean isProven) {

    public static CallSource kept(io.supportassistant.events.CallSource source) {
        return new CallSource(source.name(), source.isProven());
    }

    public io.supportassistant.events.CallSource restored() {
        return new io.supportassistant.events.CallSource(name, isProven);
    }
}
