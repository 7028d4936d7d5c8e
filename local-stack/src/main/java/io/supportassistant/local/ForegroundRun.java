package io.supportassistant.local;

import io.supportassistant.local.replay.AssistClient;
import io.supportassistant.local.replay.ContractTarget;
import io.supportassistant.local.replay.PhoneSystemTarget;
import io.supportassistant.local.replay.PlayedCalls;
import io.supportassistant.local.replay.ReplayTarget;
import io.supportassistant.local.stack.LocalCrm;
import io.supportassistant.local.stack.LocalDoubles;
import io.supportassistant.local.stack.LocalPhoneSystem;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.StackFolder;
import io.supportassistant.local.stack.StartupProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs the local system in the foreground until Ctrl-C, then stops all of it. */
final class ForegroundRun {

    private static final int STOP_SECONDS = 25;

    private ForegroundRun() {}

    /**
     * @param articles loaded before the first search, or null
     * @param whileUp runs once the system is up; Ctrl-C may interrupt it
     */
    static void untilStopped(StackOptions options, Path articles, WhileUp whileUp)
            throws Exception {
        StartupProgress progress = new StartupProgress(System.out);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    main.interrupt();
                                    await(stopped);
                                },
                                "ctrl-c"));
        progress.say("Starting the Support Assistant");
        try (LocalDoubles doubles = options.startDoubles();
                LocalPhoneSystem phones = options.startPhoneSystem();
                LocalCrm crm = options.startCrm();
                LocalStack stack =
                        LocalStack.start(options.with(articles, doubles, phones, crm), progress);
                PlayedCalls played = playCallsOn(phones);
                WrittenRecords written = follow(stack, crm, progress)) {
            announce(stack, doubles, phones, crm, progress);
            whileUp.run(stack, doorOf(stack, phones), progress);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            progress.say("\nStopped.");
        } finally {
            stopped.countDown();
        }
    }

    interface WhileUp {
        void run(LocalStack stack, ReplayTarget door, StartupProgress progress) throws Exception;
    }

    /** Null if there is no double of a telephone system. */
    private static PlayedCalls playCallsOn(LocalPhoneSystem phones) throws IOException {
        if (phones == null) {
            return null;
        }
        PlayedCalls played = PlayedCalls.on(new PhoneSystemTarget(phones.system()));
        StackFolder.announce(CheckoutFolders.state(), phones.kind(), played.port());
        return played;
    }

    /** Null if the stack has no local CRM. */
    private static WrittenRecords follow(LocalStack stack, LocalCrm crm, StartupProgress progress) {
        return crm == null ? null : new WrittenRecords(stack.settings(), crm, progress);
    }

    private static ReplayTarget doorOf(LocalStack stack, LocalPhoneSystem phones) {
        return phones == null
                ? new ContractTarget(new AssistClient(stack.ports().http()))
                : new PhoneSystemTarget(phones.system());
    }

    private static void announce(
            LocalStack stack,
            LocalDoubles doubles,
            LocalPhoneSystem phones,
            LocalCrm crm,
            StartupProgress progress) {
        String address = "http://localhost:" + stack.ports().http();
        progress.say("");
        progress.say("  The agent's desk   " + address + "/desk/");
        progress.say("  The API            " + address + "/api/realtime/...");
        progress.say("  Flink              http://localhost:" + stack.ports().flink());
        progress.say(
                "  Kafka, PostgreSQL  localhost:"
                        + stack.ports().kafka()
                        + ", localhost:"
                        + stack.ports().postgresql()
                        + "  (./assist sql)");
        doubles.models()
                .ifPresent(
                        models ->
                                progress.say("  Model server       a double, " + models.baseUrl()));
        doubles.qdrant()
                .ifPresent(
                        qdrant -> progress.say("  Qdrant             a double, " + qdrant.url()));
        if (phones != null) {
            progress.say("  Telephone system   a double of " + phones.kind().title());
        }
        if (crm != null) {
            progress.say("  Customers          " + crm.kind().title());
        }
        progress.say("  Logs               " + CheckoutFolders.logs());
        progress.say("");
        progress.say("Ctrl-C stops everything.");
    }

    private static void await(CountDownLatch stopped) {
        try {
            stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
