package io.supportassistant.local;

import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.articles.FileReport;
import io.supportassistant.articles.LoadedArticles;
import io.supportassistant.commands.LoadKnowledge;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.StackFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

        @Option(
                names = "--strict",
                description = "Load nothing if a file or an article is invalid.")
        private boolean strict;

        @Parameters(
                arity = "0..1",
                paramLabel = "PATH",
                description =
                        "A file (.md, .html, .txt, .csv, .jsonl) or a folder of such files;"
                                + " default: the sample knowledge.")
        private Path path;

        @Override
        public Integer call() {
            LoadedArticles loaded =
                    ArticleLoader.load(path == null ? CheckoutFolders.sampleKnowledge() : path);
            loaded.files().stream()
                    .filter(FileReport::isWorthALook)
                    .forEach(file -> System.out.println("  " + file.line()));
            Optional<String> whyNothing = loaded.whyNothing(strict);
            if (whyNothing.isPresent()) {
                System.err.println(whyNothing.get());
                return 1;
            }
            var ports = StackFolder.runningIn(CheckoutFolders.state());
            LoadKnowledge.publish(
                    loaded.articles(),
                    LocalStack.settings(Map.of(), ports),
                    done -> {
                        if (done % STEP == 0) {
                            System.out.println("  " + done + " articles");
                        }
                    });
            System.out.println(
                    "Loaded " + loaded.summary() + "; they can be found within seconds.");
            return 0;
        }
    }
}
