package io.supportassistant.local;

import io.supportassistant.local.bench.BridgeBench;
import io.supportassistant.local.bench.CallsBench;
import io.supportassistant.local.bench.CrmBench;
import io.supportassistant.local.bench.LatencyBench;
import io.supportassistant.local.bench.ModelBench;
import io.supportassistant.local.stack.LocalCrm;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        description =
                "Measure the latency from a sentence to its card, and the floor: the same path with"
                        + " a plain copy in place of the job.")
final class BenchCommand implements Callable<Integer> {

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "Segments a second (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "Seconds of each measurement (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--models",
            description =
                    "Measure many concurrent calls instead, with a double of a model server behind"
                            + " the agents.")
    private boolean models;

    @Option(
            names = "--calls",
            split = ",",
            paramLabel = "N",
            description =
                    "Measure many live calls instead: recorded calls at their own pace, with"
                            + " interim segments and a desk each, and no sentence twice. With"
                            + " --models: number of calls (300) whose customers all speak within"
                            + " the same second.")
    private List<Integer> calls = List.of();

    @Option(
            names = "--find",
            description = "Find the most live calls whose cards come within a second (p99).")
    private boolean find;

    @Option(
            names = "--file",
            description =
                    "With --calls or --find: a file with recorded calls; by default the samples.")
    private List<Path> files = List.of();

    @Option(
            names = "--ramp",
            defaultValue = "30",
            description =
                    "With --calls or --find: seconds until all calls are live"
                            + " (${DEFAULT-VALUE}).")
    private int ramp;

    @Option(names = "--floor", description = "With --calls: also with a plain copy for the job.")
    private boolean floor;

    @Option(
            names = "--base",
            description =
                    "With --calls or --find: address of the bridge of a running system; without it,"
                            + " a new local stack for each number.")
    private URI base;

    @Option(names = "--watch", description = "Address of its push service, if it is another.")
    private URI watch;

    @Option(names = "--key", description = "Key of its bridge.")
    private String key;

    @Option(names = "--token", description = "Token of a supervisor for its push service.")
    private String token;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "With --models: number of measurements (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--answers-in",
            defaultValue = "400",
            paramLabel = "MS",
            description = "With --models: response time of the double (${DEFAULT-VALUE}).")
    private int answersIn;

    @Option(
            names = "--bridge",
            description =
                    "Measure instead the throughput of the bridge to Kafka in events a second,"
                            + " signed and unsigned, compared with the same server without Kafka"
                            + " and with a bare producer; and the number of connections that can be"
                            + " open.")
    private boolean bridge;

    @Option(
            names = "--at-once",
            defaultValue = "512",
            description = "With --bridge: number of concurrent requests (${DEFAULT-VALUE}).")
    private int atOnce;

    @Option(
            names = "--connections",
            defaultValue = "10000",
            description = "With --bridge: number of connections to keep open (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--crm",
            paramLabel = "CRM",
            description =
                    "Measure instead the time to the first card without a CRM, with a double of"
                            + " this CRM that answers, and with one that hangs.")
    private LocalCrm.Kind crm;

    @Override
    public Integer call() throws Exception {
        if (crm != null) {
            new CrmBench(
                            CheckoutFolders.root(),
                            CheckoutFolders.sampleKnowledge(),
                            CheckoutFolders.sampleCustomers(),
                            crm,
                            rate,
                            seconds)
                    .run(System.out);
            return 0;
        }
        if (bridge) {
            new BridgeBench(atOnce, seconds, connections).run(System.out);
            return 0;
        }
        if (find || !models && !calls.isEmpty()) {
            CallsBench bench =
                    new CallsBench(
                            new CallsBench.Load(
                                    files.isEmpty()
                                            ? List.of(CheckoutFolders.sampleCalls())
                                            : files,
                                    ramp,
                                    seconds,
                                    base,
                                    watch,
                                    key,
                                    token),
                            CheckoutFolders.root(),
                            CheckoutFolders.sampleKnowledge());
            if (find) {
                bench.find(System.out);
            } else {
                bench.run(calls, floor, System.out);
            }
            return 0;
        }
        if (models) {
            new ModelBench(
                            CheckoutFolders.root(),
                            CheckoutFolders.sampleKnowledge(),
                            calls.isEmpty() ? 300 : calls.get(0),
                            rounds,
                            Duration.ofMillis(answersIn))
                    .run(System.out);
            return 0;
        }
        new LatencyBench(CheckoutFolders.root(), CheckoutFolders.sampleKnowledge(), rate, seconds)
                .run(System.out);
        return 0;
    }
}
