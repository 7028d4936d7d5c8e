package io.supportassistant.crm.rest;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.List;

/** Settings of the HTTP client, the same for every vendor. */
public record RestSettings(Duration readDeadline, Duration writeDeadline, Duration circuitOpen) {

    public static final Setting<Duration> READ_DEADLINE =
            Setting.duration(
                    "CRM_READ_DEADLINE",
                    "1500ms",
                    "Longest time for one read from the CRM, including sign-in and retries.");
    public static final Setting<Duration> WRITE_DEADLINE =
            Setting.duration(
                    "CRM_WRITE_DEADLINE",
                    "10s",
                    "Longest time for one attempt to write to the CRM.");
    public static final Setting<Duration> CIRCUIT_OPEN =
            Setting.duration(
                    "CRM_CIRCUIT_OPEN",
                    "30s",
                    "How long requests to a failing CRM pause; six times as long after a wrong"
                            + " secret or a used-up quota.");

    public static final List<Setting<?>> ALL = List.of(READ_DEADLINE, WRITE_DEADLINE, CIRCUIT_OPEN);

    public static RestSettings from(Settings settings) {
        return new RestSettings(
                settings.get(READ_DEADLINE),
                settings.get(WRITE_DEADLINE),
                settings.get(CIRCUIT_OPEN));
    }
}
