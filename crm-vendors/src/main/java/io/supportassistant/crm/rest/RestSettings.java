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
                    "Most time for one look into the CRM, sign-in and repeats included.");
    public static final Setting<Duration> WRITE_DEADLINE =
            Setting.duration(
                    "CRM_WRITE_DEADLINE", "10s", "Most time for one try to write to the CRM.");
    public static final Setting<Duration> CIRCUIT_OPEN =
            Setting.duration(
                    "CRM_CIRCUIT_OPEN",
                    "30s",
                    "How long a CRM that fails is left alone; six times that for a wrong secret"
                            + " or a used-up quota.");

    public static final List<Setting<?>> ALL = List.of(READ_DEADLINE, WRITE_DEADLINE, CIRCUIT_OPEN);

    public static RestSettings from(Settings settings) {
        return new RestSettings(
                settings.get(READ_DEADLINE),
                settings.get(WRITE_DEADLINE),
                settings.get(CIRCUIT_OPEN));
    }
}
