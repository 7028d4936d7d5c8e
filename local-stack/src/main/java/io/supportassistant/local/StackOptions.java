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

    @Option(names = "--fresh", description = "Delete all data of earlier runs first.")
    private boolean fresh;

    @Option(
            names = "--models",
            paramLabel = "double",
            description =
                    "Also start a double of a model server, so that model-backed agents and the"
                            + " answers in the ask box work without a key. It is not a model: it"
                            + " builds its answers from the words of the request. Default: the"
                            + " server of OPENAI_BASE_URL and OPENAI_API_KEY, or no model if"
                            + " neither is set.")
    private Models models;

    @Option(
            names = "--knowledge",
            paramLabel = "qdrant-double",
            description =
                    "Also start a double of a Qdrant server and the job that indexes the articles"
                            + " in it, and search there. It keeps everything in memory. Default:"
                            + " the index that KNOWLEDGE and QDRANT_URL name, or the one in memory"
                            + " if neither is set.")
    private Knowledge knowledge;

    @Option(
            names = "--acd",
            paramLabel = "SYSTEM",
            description =
                    "Also start a double of this telephone system that sends calls in its vendor's"
                            + " format: ${COMPLETION-CANDIDATES}. It implements the vendor's side"
                            + " of the contract, including signatures, with secrets that are"
                            + " generated at each start; for Genesys and Avaya our connector runs"
                            + " too. Default: calls come in by the three routes of the public"
                            + " contract.")
    private LocalPhoneSystem.Kind acd;

    @Option(
            names = "--crm",
            paramLabel = "CRM",
            description =
                    "CRM for customer look-ups and call records: ${COMPLETION-CANDIDATES}. file is"
                            + " a file of sample customers; the others are doubles of the vendor's"
                            + " side of the contract with the same customers. Default: the CRM that"
                            + " the variable CRM names, or file if it is not set.")
    private LocalCrm.Kind crm;

    @Option(
            names = "--http-port",
            defaultValue = "8080",
            description = "Port of the desk and the API (${DEFAULT-VALUE}).")
    private int http;

    @Option(
            names = "--flink-port",
            defaultValue = "8081",
            description = "Port of Flink's web page (${DEFAULT-VALUE}).")
    private int flink;

    @Option(
            names = "--kafka-port",
            defaultValue = "9092",
            description = "Port of Kafka (${DEFAULT-VALUE}).")
    private int kafka;

    @Option(
            names = "--kafka-controller-port",
            defaultValue = "9093",
            description = "Port of Kafka's controller (${DEFAULT-VALUE}).")
    private int kafkaController;

    @Option(
            names = "--postgresql-port",
            defaultValue = "15432",
            description = "Port of PostgreSQL (${DEFAULT-VALUE}).")
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
