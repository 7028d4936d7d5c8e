package io.supportassistant.local;

import io.supportassistant.evaluation.RecordedCall;
import io.supportassistant.local.replay.AssistClient;
import io.supportassistant.local.replay.ContractTarget;
import io.supportassistant.local.replay.RemoteTarget;
import io.supportassistant.local.replay.ReplayTarget;
import io.supportassistant.local.replay.Replayer;
import io.supportassistant.local.replay.Replayer.Report;
import io.supportassistant.local.stack.LocalPhoneSystem;
import io.supportassistant.local.stack.StackFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = "Play recorded calls into the running system, and report what came back.")
final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "Calls as JSON lines.")
    private Path file;

    @Option(
            names = "--acd",
            paramLabel = "SYSTEM",
            description =
                    "Play the calls on the double of this telephone system, with which the running"
                            + " system was started: ${COMPLETION-CANDIDATES}. Default: the three"
                            + " routes of the public contract.")
    private LocalPhoneSystem.Kind acd;

    @Option(
            names = "--speed",
            defaultValue = "20",
            description = "Speed, as a multiple of real time (${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--parallel",
            defaultValue = "8",
            description = "Number of concurrent calls (${DEFAULT-VALUE}).")
    private int parallel;

    @Option(names = "--calls", description = "Play only the first N calls.", paramLabel = "N")
    private Integer calls;

    @Override
    public Integer call() throws Exception {
        if (speed <= 0 || parallel < 1) {
            throw new IllegalArgumentException("--speed must be above 0 and --parallel at least 1");
        }
        List<RecordedCall> recorded = RecordedCall.read(file);
        List<RecordedCall> chosen =
                calls == null ? recorded : recorded.subList(0, Math.min(calls, recorded.size()));
        AssistClient client =
                new AssistClient(StackFolder.runningIn(CheckoutFolders.state()).http());
        ReplayTarget door =
                acd == null
                        ? new ContractTarget(client)
                        : new RemoteTarget(StackFolder.phoneSystemIn(CheckoutFolders.state(), acd));
        Replayer replayer = new Replayer(client, door, speed);
        AtomicInteger done = new AtomicInteger();
        System.out.printf(
                "%d calls, %.0f times as fast as spoken, %d at a time%n",
                chosen.size(), speed, parallel);
        List<Report> reports =
                replayer.play(
                        chosen,
                        parallel,
                        "-" + Long.toString(System.currentTimeMillis(), 36),
                        report ->
                                System.out.println(
                                        line(done.incrementAndGet(), chosen.size(), report)));
        System.out.println(summary(reports));
        return reports.stream().allMatch(Report::isClean) ? 0 : 1;
    }

    private static String line(int number, int of, Report report) {
        return String.format(
                "  %4d/%d  %-28s %3d segments %3d cards %2d questions%s%s",
                number,
                of,
                report.callId(),
                report.segments(),
                report.cards(),
                report.questions(),
                report.lost() == 0 ? "" : "  LOST " + report.lost(),
                report.error() == null ? "" : "  ERROR " + report.error());
    }

    private static String summary(List<Report> reports) {
        return String.format(
                "%d calls: %d segments, %d lost, %d cards, %d questions, %d errors; %.1f cards and"
                        + " %.1f questions a call",
                reports.size(),
                reports.stream().mapToInt(Report::segments).sum(),
                reports.stream().mapToInt(Report::lost).sum(),
                reports.stream().mapToInt(Report::cards).sum(),
                reports.stream().mapToInt(Report::questions).sum(),
                reports.stream().filter(report -> report.error() != null).count(),
                reports.stream().mapToInt(Report::cards).average().orElse(0),
                reports.stream().mapToInt(Report::questions).average().orElse(0));
    }
}
