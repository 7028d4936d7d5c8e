package io.supportassistant.service;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Meters of the services. {@code meters.properties} has the help text of each meter, by name.
 * Latencies are histograms whose bucket bounds suit alerts.
 */
public final class Meters {

    /** From the latency of a healthy service to more than any caller waits. */
    private static final Duration[] BOUNDS =
            Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private static final Properties DESCRIPTIONS = descriptions();

    private Meters() {}

    public static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config()
                .meterFilter(
                        new MeterFilter() {
                            @Override
                            public Meter.Id map(Meter.Id id) {
                                return described(id);
                            }
                        });
        return registry;
    }

    /** A latency histogram with buckets from 5 ms to 10 s. */
    public static Timer latency(MeterRegistry metrics, String name, String... tags) {
        return Timer.builder(name).tags(tags).serviceLevelObjectives(BOUNDS).register(metrics);
    }

    private static Meter.Id described(Meter.Id id) {
        String description = DESCRIPTIONS.getProperty(id.getName());
        return id.getDescription() != null || description == null
                ? id
                : new Meter.Id(
                        id.getName(),
                        Tags.of(id.getTagsAsIterable()),
                        id.getBaseUnit(),
                        description,
                        id.getType());
    }

    private static Properties descriptions() {
        try (InputStream in = Meters.class.getResourceAsStream("/meters.properties")) {
            Properties descriptions = new Properties();
            descriptions.load(in);
            return descriptions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
