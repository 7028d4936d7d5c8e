package io.supportassistant.evaluation;

import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.assist.KnowledgeNeed;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.need.UtteranceKinds;
import io.supportassistant.need.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "train",
        description = {
            "Train the weights that decide which speech needs an article, on labelled"
                    + " conversations.",
            "Each folder is a data set with kb.jsonl and conversations.jsonl."
        })
public final class TrainCommand implements Callable<Integer> {

    private static final int FOLDS = 6;

    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "The data sets.")
    private List<Path> folders;

    @Option(
            names = "--calls",
            description = {
                "Train the weights that tell which article a call needs, on whole calls:",
                "each folder holds kb.jsonl, calls.jsonl with the articles wanted at each turn,",
                "and optionally exchanges.jsonl with very short calls."
            })
    private boolean wholeCalls;

    @Option(
            names = "--kinds",
            description = {
                "Train the weights that classify utterances: each folder holds kb.jsonl,",
                "calls.jsonl, and kinds.jsonl with the kinds of each customer utterance."
            })
    private boolean kinds;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "Output file of the weights, as JSON.")
    private Path out;

    @Option(
            names = "--provenance",
            defaultValue = "unknown",
            description = "Source and licence of the data; stored in the output file.")
    private String provenance;

    @Override
    public Integer call() throws IOException {
        if (kinds) {
            return trainOnKinds();
        }
        return wholeCalls ? trainOnCalls() : trainOnTurns();
    }

    private int trainOnKinds() throws IOException {
        KindTraining training = new KindTraining();
        String fingerprint = null;
        for (Path folder : folders) {
            Map<String, Map<Integer, List<String>>> labels = UtteranceLabels.read(folder);
            try (Evaluation evaluation = new Evaluation(PlainAgents.standard())) {
                fingerprint = evaluation.fingerprint();
                evaluation.learn(ArticleLoader.loadStrictly(folder.resolve("kb.jsonl")));
                for (WantedCall call : WantedCall.read(folder.resolve("calls.jsonl"))) {
                    training.add(
                            folder.getFileName().toString(),
                            evaluation,
                            call,
                            labels.getOrDefault(call.call().id(), Map.of()));
                }
            }
        }
        System.out.printf("%d utterances%n", training.size());
        training.judge()
                .forEach(
                        (set, counts) -> {
                            print("need, set not trained on", set, counts.get(0).f1());
                            print("identity, the same", set, counts.get(1).f1());
                        });
        training.weights(provenance, fingerprint).write(out);
        return 0;
    }

    private int trainOnCalls() throws IOException {
        CallNeedTraining training = new CallNeedTraining(UtteranceKinds.standard());
        String fingerprint = null;
        for (Path folder : folders) {
            try (Evaluation evaluation = new Evaluation(PlainAgents.standard())) {
                fingerprint = evaluation.fingerprint();
                evaluation.learn(ArticleLoader.loadStrictly(folder.resolve("kb.jsonl")));
                for (WantedCall call : WantedCall.read(folder.resolve("calls.jsonl"))) {
                    training.add(evaluation, call);
                }
                Path exchanges = folder.resolve("exchanges.jsonl");
                if (Files.exists(exchanges)) {
                    for (WantedCall call : WantedCall.read(exchanges)) {
                        training.add(evaluation, call);
                    }
                }
            }
        }
        System.out.printf("%d calls%n", training.size());
        training.weights(provenance, fingerprint).write(out);
        return 0;
    }

    private int trainOnTurns() throws IOException {
        PlainAgents agents = PlainAgents.standard();
        NeedTraining training = new NeedTraining(KnowledgeNeed.standard(agents.language(), null));
        String fingerprint = null;
        for (Path folder : folders) {
            try (Evaluation evaluation = new Evaluation(agents)) {
                fingerprint = evaluation.fingerprint();
                evaluation.learn(ArticleLoader.loadStrictly(folder.resolve("kb.jsonl")));
                for (LabelledCall call : LabelledCall.read(folder.resolve("conversations.jsonl"))) {
                    training.add(folder.getFileName().toString(), evaluation, call);
                }
            }
        }
        double threshold = agents.settings().minKnowledgeNeed();
        System.out.printf("%d turns, threshold %.2f%n", training.size(), threshold);
        training.judge((set, group) -> Math.floorMod(group.hashCode(), FOLDS), threshold)
                .forEach((set, counts) -> print("subjects not trained on", set, counts.f1()));
        if (folders.size() > 1) {
            training.judge((set, group) -> set.hashCode(), threshold)
                    .forEach((set, counts) -> print("data set not trained on", set, counts.f1()));
        }
        WeightsFile.write(out, training.weights(provenance, fingerprint));
        return 0;
    }

    private static void print(String how, String set, double f1) {
        System.out.printf("  %-26s %-12s F1 %.3f%n", how, set, f1);
    }
}
