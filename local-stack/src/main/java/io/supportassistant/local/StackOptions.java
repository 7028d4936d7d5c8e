package io.supportassistant.local;

import io.supportassistant.crm.vendors.CrmProviders;
import io.supportassistant.local.stack.LocalCrm;
import io.supportassistant.local.stack.LocalDoubles;
import io.supportassistant.local.stack.LocalPhoneSystem;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Command-line options for starting the local system. */
final class StackOptions {

    @Option(names = "--fresh", description = "Clear all data of earlier runs first.")
    private boolean fresh;

    @Option(
            names = "--models",
            paramLabel = "double",
            description =
                    "Start a double of a model server beside the system, so that agents with a"
                            + " model behind them, and answers in the ask box, can be seen without"
                            + " a key. It is no model: it makes its answers from the words of the"
                            + " request. Without this, OPENAI_BASE_URL and OPENAI_API_KEY say which"
                            + " server is asked, and if neither is set none is.")
    private Models models;

    @Option(
            names = "--knowledge",
            paramLabel = "qdrant-double",
            description =
                    "Start a double of a Qdrant server beside the system, and the job that indexes"
                            + " the articles in it, and search there. It keeps everything in"
                            + " memory. Without this, KNOWLEDGE and QDRANT_URL say where articles"
                            + " are searched: in memory if nothing is set.")
    private Knowledge knowledge;

    @Option(
            names = "--acd",
            paramLabel = "SYSTEM",
            description =
                    "Start a double of this telephone system beside the system, and let it tell"
                            + " about calls in its vendor's way: ${COMPLETION-CANDIDATES}. It"
                            + " speaks the vendor's side of the contract, signatures and all, with"
                            + " secrets that are made at each start; for Genesys and Avaya our"
                            + " connector runs too. Without this, calls come in by the three"
                            + " routes of the public contract.")
    private LocalPhoneSystem.Kind acd;

    @Option(
            names = "--crm",
            paramLabel = "CRM",
            description =
                    "Look customers up, and record calls, in this one: ${COMPLETION-CANDIDATES}."
                            + " file is a file of sample customers; the others are doubles of the"
                            + " vendor's side of the contract with the same customers. Without this"
                            + " CRM says which it is; file if that is not set either.")
    private LocalCrm.Kind crm;

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

    /** Model servers that can be started for the agents. */
    enum Models {
        DOUBLE;

        @Override
        public String toString() {
            return "double";
        }
    }

    /** Knowledge servers that can be started. */
    enum Knowledge {
        QDRANT_DOUBLE;

        @Override
        public String toString() {
            return "qdrant-double";
        }
    }

    LocalDoubles startDoubles() {
        return LocalDoubles.start(models == Models.DOUBLE, knowledge == Knowledge.QDRANT_DOUBLE);
    }

    /** Null if none is selected. */
    LocalPhoneSystem startPhoneSystem() {
        return acd == null ? null : LocalPhoneSystem.start(acd, http);
    }

    /** Null if the environment selects a CRM and the command line does not. */
    LocalCrm startCrm() {
        Map<String, String> environment = System.getenv();
        if (crm == null
                && (environment.containsKey(CrmProviders.CRM.name())
                        || CrmProviders.chosen(Settings.of(environment)).isPresent())) {
            return null;
        }
        return LocalCrm.start(
                crm == null ? LocalCrm.Kind.FILE : crm,
                CheckoutFolders.sampleCustomers(),
                CheckoutFolders.state().resolve("crm-records"));
    }

    /**
     * @param articles loaded before the first search, or null
     * @param doubles their settings override the environment
     * @param phones overrides the environment too; may be null
     * @param customers overrides the environment too; may be null
     */
    LocalStack.Options with(
            Path articles, LocalDoubles doubles, LocalPhoneSystem phones, LocalCrm customers) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(doubles.settings());
        if (phones != null) {
            environment.putAll(phones.settings());
        }
        if (customers != null) {
            environment.putAll(customers.settings());
        }
        return new LocalStack.Options(
                CheckoutFolders.root(),
                CheckoutFolders.state(),
                fresh,
                new Ports(http, flink, kafka, kafkaController, postgresql),
                articles,
                environment);
    }
}
