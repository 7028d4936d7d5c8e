package io.supportassistant.bridge.connector;

import io.supportassistant.settings.Setting;
import java.time.Duration;
import java.util.List;

/** Settings of all connectors. */
public final class ConnectorSettings {

    public static final Setting<Duration> TAKE_OVER =
            Setting.duration(
                    "CONNECTOR_TAKE_OVER",
                    "10s",
                    "Time after which another instance takes over from an active connector that"
                            + " failed; Kafka requires at least 6s.");

    public static final List<Setting<?>> ALL = List.of(TAKE_OVER);

    private ConnectorSettings() {}
}
