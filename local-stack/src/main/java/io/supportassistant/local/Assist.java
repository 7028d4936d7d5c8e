package io.supportassistant.local;

import io.supportassistant.evaluation.EvaluateCommand;
import io.supportassistant.evaluation.TrainCommand;
import io.supportassistant.settings.SettingException;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of {@code ./assist}. */
@Command(
        name = "./assist",
        description = "Support Assistant: the whole system on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            KnowledgeCommand.class,
            ReplayCommand.class,
            SqlCommand.class,
            CrmCommand.class,
            AgentsCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            BenchCommand.class
        },
        footer = {
            "",
            "  test       all checks that must pass before a change is merged",
            "",
            "Each command has --help."
        })
public final class Assist implements Runnable {

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // Picocli sets it.
    private boolean help;

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** A strong reference: the JDK forgets the level of a logger that is garbage-collected. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    public static void main(String[] args) {
        useRootLocale();
        // Hides gRPC's log output, which does not help users on the terminal.
        GRPC.setLevel(Level.WARNING);
        CommandLine commandLine = new CommandLine(new Assist());
        commandLine.setExecutionExceptionHandler(
                (e, command, result) -> {
                    System.err.println(explanation(e));
                    return 1;
                });
        System.exit(commandLine.execute(args));
    }

    /**
     * Kafka does not start in a Turkish locale, and does not find its data in a locale with digits
     * of its own.
     */
    static void useRootLocale() {
        Locale.setDefault(Locale.ROOT);
    }

    private static String explanation(Exception e) {
        if (e instanceof SettingException || e instanceof IllegalArgumentException) {
            return e.getMessage();
        }
        org.slf4j.LoggerFactory.getLogger(Assist.class).error("The command failed", e);
        return e.getClass().getSimpleName()
                + ": "
                + e.getMessage()
                + "\nMore in "
                + CheckoutFolders.logs();
    }
}
