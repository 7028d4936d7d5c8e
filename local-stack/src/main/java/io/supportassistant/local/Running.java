package io.supportassistant.local;

import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Progress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The life of the local system in the foreground: until Ctrl-C, and then all of it stops. */
final class Running {

    private static final int STOP_SECONDS = 25;

    private Running() {}

    /**
     * @param whileUp done once all is up, beside waiting for the end; may be interrupted by it
     */
    static void untilStopped(LocalStack.Options options, WhileUp whileUp) throws Exception {
        Progress progress = new Progress(System.out);
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
        try (LocalStack stack = LocalStack.start(options, progress)) {
            announce(stack, progress);
            whileUp.run(stack, progress);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            progress.say("\nStopped.");
        } finally {
            stopped.countDown();
        }
    }

    interface WhileUp {
        void run(LocalStack stack, Progress progress) throws Exception;
    }

    private static void announce(LocalStack stack, Progress progress) {
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
        progress.say("  Logs               " + Home.logs());
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
