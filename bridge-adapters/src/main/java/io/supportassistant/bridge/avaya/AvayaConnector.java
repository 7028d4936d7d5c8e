package io.supportassistant.bridge.avaya;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportassistant.bridge.connector.Connector;
import io.supportassistant.service.HttpService;
import io.supportassistant.settings.Settings;
import io.vertx.core.Vertx;
import java.util.Set;

/**
 * Renews Avaya's subscriptions to the bridge, which expire within minutes, and fetches Infinity's
 * transcripts, because Infinity does not send them.
 */
public final class AvayaConnector extends Connector {

    private final AvayaConnectorSettings settings;

    public AvayaConnector(Vertx vertx, Settings settings, PrometheusMeterRegistry metrics) {
        this(vertx, settings, AvayaConnectorSettings.from(settings), metrics);
    }

    private AvayaConnector(
            Vertx vertx,
            Settings all,
            AvayaConnectorSettings settings,
            PrometheusMeterRegistry metrics) {
        super("avaya", settings.clientId(), vertx, all, metrics);
        this.settings = settings;
        election.start();
    }

    @Override
    protected Feed open(Set<String> openCalls) {
        return new AvayaFeed(http, settings, log, kafka, metrics);
    }

    public static void main(String[] args) {
        HttpService.run(args, AvayaConnector::new);
    }
}
