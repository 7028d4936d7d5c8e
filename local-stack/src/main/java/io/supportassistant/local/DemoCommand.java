package io.supportassistant.local;

import io.supportassistant.evaluation.RecordedCall;
import io.supportassistant.local.replay.AssistClient;
import io.supportassistant.local.replay.ReplayTarget;
import io.supportassistant.local.replay.Replayer;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.StartupProgress;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description =
                "Start the whole system with sample knowledge, and play sample calls live in a"
                        + " loop.")
final class DemoCommand implements Callable<Integer> {

    private static final int SECONDS_BETWEEN_CALLS = 12;

    @Mixin private StackOptions options;

    @Option(
            names = "--speed",
            defaultValue = "1",
            description = "How fast people talk (${DEFAULT-VALUE} is real time).")
    private double speed;

    @Override
    public Integer call() throws Exception {
        ForegroundRun.untilStopped(options, CheckoutFolders.sampleKnowledge(), this::playCalls);
        return 0;
    }

    private void playCalls(LocalStack stack, ReplayTarget door, StartupProgress progress)
            throws InterruptedException {
        List<RecordedCall> calls = RecordedCall.read(CheckoutFolders.sampleCalls());
        Replayer replayer = new Replayer(new AssistClient(stack.ports().http()), door, speed);
        ExecutorService lines = Executors.newCachedThreadPool();
        try {
            while (true) {
                String suffix =
                        "-"
                                + LocalTime.now(ZoneId.systemDefault())
                                        .format(DateTimeFormatter.ofPattern("HHmmss"));
                for (RecordedCall call : calls) {
                    progress.say("  A call comes in: " + call.title());
                    lines.submit(() -> play(replayer, call, suffix, progress));
                    TimeUnit.MILLISECONDS.sleep((long) (SECONDS_BETWEEN_CALLS * 1000 / speed));
                }
                TimeUnit.MILLISECONDS.sleep((long) (150_000 / speed));
            }
        } finally {
            lines.shutdownNow();
        }
    }

    private static Void play(
            Replayer replayer, RecordedCall call, String suffix, StartupProgress progress)
            throws InterruptedException {
        Replayer.Report report = replayer.play(call, call.id() + suffix);
        progress.say(
                String.format(
                        "  Ended: %s (%d segments, %d cards, %d questions)%s",
                        call.title(),
                        report.segments(),
                        report.cards(),
                        report.questions(),
                        report.isClean()
                                ? ""
                                : "  " + report.error() + ", " + report.lost() + " lost"));
        return null;
    }
}
