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
                    "How long after the active connector died another one takes over; Kafka allows"
                            + " 6s and more.");

    public static final List<Setting<?>> ALL = List.of(TAKE_OVER);

    private ConnectorSettings() {}
}
