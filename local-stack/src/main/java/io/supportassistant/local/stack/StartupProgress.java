package io.supportassistant.local.stack;

import java.io.PrintStream;
import java.util.concurrent.Callable;

/** Prints one line for each part that starts, with the time it took. */
public final class StartupProgress {

    private static final int WIDTH = 34;

    private final PrintStream out;

    public StartupProgress(PrintStream out) {
        this.out = out;
    }

    public static StartupProgress silent() {
        return new StartupProgress(
                new PrintStream(
                        java.io.OutputStream.nullOutputStream(),
                        false,
                        java.nio.charset.StandardCharsets.UTF_8));
    }

    public void say(String line) {
        out.println(line);
    }

    <T> T part(String name, Callable<T> start) throws Exception {
        long startedAt = System.nanoTime();
        try {
            T part = start.call();
            double seconds = (System.nanoTime() - startedAt) / 1e9;
            out.printf(
                    "  %s %s ready  %5.1f s%n",
                    name, ".".repeat(Math.max(2, WIDTH - name.length())), seconds);
            return part;
        } catch (Exception e) {
            out.printf("  %s %s failed%n", name, ".".repeat(Math.max(2, WIDTH - name.length())));
            throw e;
        }
    }
}
