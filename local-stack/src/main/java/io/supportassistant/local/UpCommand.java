package io.supportassistant.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "up",
        description = "Start the whole system without knowledge and calls, and keep it running.")
final class UpCommand implements Callable<Integer> {

    @Mixin private StackOptions options;

    @Override
    public Integer call() throws Exception {
        ForegroundRun.untilStopped(options, null, (stack, door, progress) -> {});
        return 0;
    }
}
