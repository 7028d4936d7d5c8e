package io.supportassistant.local;

import io.supportassistant.local.bench.LatencyBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        description =
                "Measure the way of a sentence, beside the same way with nothing in the middle.")
final class BenchCommand implements Callable<Integer> {

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "Segments a second (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "How long each is measured (${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        new LatencyBench(Home.root(), Home.sampleKnowledge(), rate, seconds).run(System.out);
        return 0;
    }
}
