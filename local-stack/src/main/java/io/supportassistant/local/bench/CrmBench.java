package io.supportassistant.local.bench;

import io.supportassistant.doubles.crm.CrmDouble;
import io.supportassistant.doubles.crm.CrmDouble.Trouble;
import io.supportassistant.local.replay.AssistClient;
import io.supportassistant.local.stack.LocalCrm;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.local.stack.StartupProgress;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.FileUtils;

/**
 * Measures the time to the first card of calls that are announced with a number, each with another
 * one: without a CRM, with a CRM that responds, and with a CRM that accepts every request and never
 * responds. The CRM is a double.
 */
public final class CrmBench {

    private final Path home;
    private final Path knowledge;
    private final Path customers;
    private final LocalCrm.Kind kind;
    private final int rate;
    private final int seconds;

    public CrmBench(
            Path home, Path knowledge, Path customers, LocalCrm.Kind kind, int rate, int seconds) {
        this.home = home;
        this.knowledge = knowledge;
        this.customers = customers;
        this.kind = kind;
        this.rate = rate;
        this.seconds = seconds;
    }

    public void run(PrintStream out) throws Exception {
        out.printf(
                "%d calls a second, twice for %d s, each after %d s of warming up; the CRM is a"
                        + " double of %s%n%n",
                rate, seconds, warmUp(), kind.title());
        LatencySamples without = new LatencySamples();
        LatencySamples answering = new LatencySamples();
        LatencySamples hanging = new LatencySamples();
        List<Measurement> each =
                List.of(
                        into -> measure(null, Trouble.NONE, into),
                        into -> measure(kind, Trouble.NONE, into),
                        into -> measure(kind, Trouble.of(Trouble.Kind.HANG), into));
        List<LatencySamples> into = List.of(without, answering, hanging);
        // A process gets faster as it runs, which must not favour any case: first a warm-up that
        // does not count, then all cases forwards, then backwards.
        measure(null, Trouble.NONE, new LatencySamples());
        for (int i = 0; i < each.size(); i++) {
            each.get(i).add(into.get(i));
        }
        for (int i = each.size() - 1; i >= 0; i--) {
            each.get(i).add(into.get(i));
        }
        LatencySamples.printHeading(out);
        without.printTotal(out, "no CRM");
        answering.printTotal(out, "a CRM that answers");
        hanging.printTotal(out, "a CRM that hangs");
        out.printf(
                "%n%-34s %8.2f %8.2f %8.2f%n",
                "hanging to answering, ratio",
                hanging.at(50) / answering.at(50),
                hanging.at(95) / answering.at(95),
                hanging.at(99) / answering.at(99));
        out.printf(
                "%-34s %8.2f %8.2f %8.2f%n",
                "hanging to none, ratio",
                hanging.at(50) / without.at(50),
                hanging.at(95) / without.at(95),
                hanging.at(99) / without.at(99));
    }

    private interface Measurement {
        void add(LatencySamples into) throws Exception;
    }

    private int warmUp() {
        return Math.max(5, seconds / 3);
    }

    private void measure(LocalCrm.Kind with, Trouble trouble, LatencySamples measured)
            throws Exception {
        Path state = Files.createTempDirectory("assist-bench");
        Ports ports = Ports.free();
        try (LocalCrm crm = with == null ? null : LocalCrm.start(with, customers, state)) {
            Map<String, String> environment = crm == null ? Map.of() : crm.settings();
            LocalStack.Options options =
                    new LocalStack.Options(home, state, true, ports, knowledge, environment);
            try (LocalStack stack = LocalStack.start(options, StartupProgress.silent())) {
                OpenLoopLoad load =
                        OpenLoopLoad.ofAnnouncedCalls(new AssistClient(stack.ports().http()));
                load.drive("warm", rate * warmUp(), rate, new LatencySamples());
                if (crm != null) {
                    crm.vendor().ifPresent(vendor -> vendor.behave(trouble));
                }
                load.drive("measure", rate * seconds, rate, measured);
                if (crm != null) {
                    crm.vendor().ifPresent(CrmDouble::forgetTroubles);
                }
            }
        } finally {
            FileUtils.deleteDirectory(state.toFile());
        }
    }
}
