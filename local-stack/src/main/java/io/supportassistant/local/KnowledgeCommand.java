package io.supportassistant.local;

import io.supportassistant.job.LoadKnowledge;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.StackFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "knowledge",
        description = "The articles that can be suggested.",
        subcommands = KnowledgeCommand.Load.class)
final class KnowledgeCommand {

    @Command(
            name = "load",
            description =
                    "Load articles into the running system; those with a known id are replaced.")
    static final class Load implements Callable<Integer> {

        private static final int STEP = 500;

        @Parameters(
                arity = "0..1",
                paramLabel = "PATH",
                description =
                        "JSON lines (id, title, body, ...) or a folder of Markdown; without it the"
                                + " sample knowledge.")
        private Path path;

        @Override
        public Integer call() {
            var ports = StackFolder.runningIn(Home.state());
            int count =
                    LoadKnowledge.load(
                            path == null ? Home.sampleKnowledge() : path,
                            LocalStack.settings(Map.of(), ports),
                            done -> {
                                if (done % STEP == 0) {
                                    System.out.println("  " + done + " articles");
                                }
                            });
            System.out.println(count + " articles loaded; they can be found within seconds.");
            return 0;
        }
    }
}
