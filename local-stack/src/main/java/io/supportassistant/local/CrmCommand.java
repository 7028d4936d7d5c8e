package io.supportassistant.local;

import io.supportassistant.commands.CheckCrm;
import io.supportassistant.commands.ReplayUnwritten;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.StackFolder;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "crm",
        description = "The CRM: customer look-ups and call records.",
        subcommands = {CrmCommand.Check.class, CrmCommand.Replay.class})
final class CrmCommand {

    @Command(
            name = "check",
            description =
                    "Sign in to the CRM that the environment names, read from it, and print what is"
                            + " missing.")
    static final class Check implements Callable<Integer> {

        @Override
        public Integer call() {
            return CheckCrm.check(Settings.of(System.getenv()), System.out) ? 0 : 1;
        }
    }

    @Command(
            name = "replay",
            description =
                    "Send the unwritten call records to the CRM job again: those on the topic"
                            + " crm-unwritten of the Kafka in KAFKA_BOOTSTRAP_SERVERS, or of the"
                            + " system that runs here.")
    static final class Replay implements Callable<Integer> {

        @Override
        public Integer call() throws Exception {
            int count = ReplayUnwritten.replay(kafka());
            System.out.println(count + " records sent to the CRM job again.");
            return 0;
        }

        private static Settings kafka() {
            return System.getenv(KafkaSettings.BOOTSTRAP_SERVERS.name()) != null
                    ? Settings.of(System.getenv())
                    : LocalStack.settings(Map.of(), StackFolder.runningIn(CheckoutFolders.state()));
        }
    }
}
