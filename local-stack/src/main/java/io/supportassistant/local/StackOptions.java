package io.supportassistant.local;

import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How the local system is started. */
final class StackOptions {

    @Option(names = "--fresh", description = "Clear all data of earlier runs first.")
    private boolean fresh;

    @Option(
            names = "--http-port",
            defaultValue = "8080",
            description = "The page and the API (${DEFAULT-VALUE}).")
    private int http;

    @Option(
            names = "--flink-port",
            defaultValue = "8081",
            description = "Flink's web page (${DEFAULT-VALUE}).")
    private int flink;

    @Option(
            names = "--kafka-port",
            defaultValue = "9092",
            description = "Kafka (${DEFAULT-VALUE}).")
    private int kafka;

    @Option(
            names = "--kafka-controller-port",
            defaultValue = "9093",
            description = "Kafka's controller (${DEFAULT-VALUE}).")
    private int kafkaController;

    @Option(
            names = "--postgresql-port",
            defaultValue = "15432",
            description = "PostgreSQL (${DEFAULT-VALUE}).")
    private int postgresql;

    LocalStack.Options with(Path knowledge) {
        return new LocalStack.Options(
                Home.root(),
                Home.state(),
                fresh,
                new Ports(http, flink, kafka, kafkaController, postgresql),
                knowledge,
                System.getenv());
    }
}
