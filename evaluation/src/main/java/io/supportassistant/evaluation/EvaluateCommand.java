package io.supportassistant.evaluation;

import io.supportassistant.assist.PlainAgents;
import io.supportassistant.evaluation.entities.EntityEvaluation;
import io.supportassistant.evaluation.entities.EntityScore;
import io.supportassistant.evaluation.entities.LabelledSentence;
import io.supportassistant.events.CallBrief;
import io.supportassistant.gate.GateSettings;
import io.supportassistant.gate.SuggestionGate;
import io.supportassistant.need.NeedTracker;
import io.supportassistant.need.NeedWeights;
import io.supportassistant.need.UtteranceKinds;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        description = {
            "Run the plain agents on labelled conversations and score the results.",
            "Needs no running services: the knowledge base is in memory. Whole calls are played"
                    + " with the settings of the gate, such as LEAD_FROM."
        })
public final class EvaluateCommand implements Callable<Integer> {

    @Option(
            names = "--knowledge",
            paramLabel = "FILE",
            description = "Articles: JSON lines, or a folder of Markdown.")
    private Path knowledge;

    @Option(
            names = "--conversations",
            paramLabel = "FILE",
            description = "Conversations as JSON lines, with labels if known.")
    private Path conversations;

    @Option(
            names = "--calls",
            paramLabel = "FILE",
            description = "Whole calls as JSON lines, with the articles wanted in each call.")
    private Path calls;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "For --calls: weights written by train --calls, instead of the shipped ones.")
    private Path weights;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Output file of the predictions: one JSON line for each customer turn, or the"
                            + " shown cards for each of the --calls.")
    private Path out;

    @Option(
            names = "--entities",
            paramLabel = "FILE",
            description = "Sentences with labelled entities, as JSON lines.")
    private Path entities;

    @Option(
            names = "--entities-out",
            paramLabel = "FILE",
            description = "Output file of the found entities: one JSON line for each sentence.")
    private Path entitiesOut;

    @Override
    public Integer call() throws IOException {
        if ((knowledge == null) != (conversations == null && calls == null)
                || (conversations != null && calls != null)
                || (knowledge == null && entities == null)) {
            throw new IllegalArgumentException(
                    "Give --knowledge with either --conversations or --calls, or give --entities");
        }
        if (calls != null) {
            evaluateCalls();
        }
        if (conversations != null) {
            evaluateConversations();
        }
        if (entities != null) {
            evaluateEntities();
        }
        return 0;
    }

    private void evaluateEntities() throws IOException {
        PlainAgents agents = PlainAgents.standard();
        EntityEvaluation evaluation = new EntityEvaluation(agents.language(), agents.entityRules());
        List<LabelledSentence> sentences = LabelledSentence.read(entities);
        if (entitiesOut != null) {
            List<Object> found = new ArrayList<>();
            for (LabelledSentence sentence : sentences) {
                found.add(
                        Map.of("id", sentence.id(), "entities", evaluation.find(sentence.text())));
            }
            write(found, entitiesOut);
        }
        EntityScore score = evaluation.score(sentences);
        score.byType().forEach(EvaluateCommand::entities);
        entities("all entities", score.overall());
    }

    private static void entities(String type, EntityScore.Row row) {
        System.out.printf(
                "%-34s precision %.3f  recall %.3f  F1 %.3f  (%d labelled)%n",
                type, row.precision(), row.recall(), row.f1(), row.marked());
    }

    private void evaluateCalls() throws IOException {
        List<WantedCall> wanted = WantedCall.read(calls);
        Map<String, ShownCall> shown = new LinkedHashMap<>();
        Map<String, CallBrief> briefs = new HashMap<>();
        try (Evaluation evaluation = new Evaluation(PlainAgents.standard())) {
            var articles = KnowledgeFiles.articles(knowledge);
            evaluation.learn(articles);
            System.out.printf("%d articles, %d calls%n", articles.size(), wanted.size());
            NeedWeights used = weights == null ? NeedWeights.standard() : NeedWeights.read(weights);
            SuggestionGate gate =
                    new SuggestionGate(
                            GateSettings.from(Settings.of(System.getenv())),
                            new NeedTracker(used, UtteranceKinds.standard()));
            for (WantedCall call : wanted) {
                Evaluation.Played played = evaluation.play(call.call(), gate);
                shown.put(call.call().id(), played.shown());
                briefs.put(call.call().id(), played.brief());
            }
            if (out != null) {
                write(List.copyOf(shown.values()), out);
            }
            print(CallScores.of(wanted, shown));
            print(BriefScores.of(wanted, briefs));
            print(evaluation);
        }
    }

    private static void print(CallScores scores) {
        System.out.printf(
                "%-34s precision %.3f  recall %.3f  useless per call %.2f%n",
                "leading cards", scores.precision(), scores.recall(), scores.uselessPerCall());
        System.out.printf(
                "%-34s prompt %.3f  right card leads %.3f  quiet %.3f%n",
                "", scores.promptShare(), scores.leadShare(), scores.quiet());
    }

    private static void print(BriefScores scores) {
        if (scores.calls() > 0) {
            System.out.printf(
                    "%-34s words of the summary %.3f  by the problem %.3f  said at all %.3f%n",
                    "notes",
                    scores.covered(),
                    scores.coveredByProblems(),
                    scores.coveredByTranscripts());
            System.out.printf(
                    "%-34s words a note %.0f  quotes %d  not said so %d%n",
                    "", scores.wordsPerNote(), scores.quotes(), scores.notSaid());
        }
    }

    private static void print(Evaluation evaluation) {
        System.out.printf(
                "%-34s p50 %.1f  p95 %.1f  p99 %.1f%n",
                "CPU ms per analysis (1 core)",
                evaluation.processorMillis(0.5),
                evaluation.processorMillis(0.95),
                evaluation.processorMillis(0.99));
    }

    private void evaluateConversations() throws IOException {
        List<LabelledCall> calls = LabelledCall.read(conversations);
        List<Prediction> predictions = new ArrayList<>();
        try (Evaluation evaluation = new Evaluation(PlainAgents.standard())) {
            var articles = KnowledgeFiles.articles(knowledge);
            evaluation.learn(articles);
            System.out.printf("%d articles, %d conversations%n", articles.size(), calls.size());
            for (LabelledCall call : calls) {
                predictions.addAll(evaluation.predict(call.call()));
            }
            if (out != null) {
                write(predictions, out);
            }
            print(Scores.of(calls, predictions));
            print(evaluation);
        }
    }

    private static void write(List<?> lines, Path to) throws IOException {
        try (Writer file = Files.newBufferedWriter(to)) {
            for (Object line : lines) {
                file.write(Json.MAPPER.writeValueAsString(line));
                file.write('\n');
            }
        }
        System.out.printf("%d predictions in %s%n", lines.size(), to);
    }

    private static void print(Scores scores) {
        counts("detection", scores.detection());
        ranking("selection", scores.selection());
        ranking("selection, oracle", scores.oracle());
        counts("needs clarification", scores.clarification());
        ranking("clarifying question", scores.questions());
    }

    private static void counts(String what, Scores.Counts counts) {
        System.out.printf(
                "%-34s precision %.3f  recall %.3f  F1 %.3f%n",
                what, counts.precision(), counts.recall(), counts.f1());
    }

    private static void ranking(String what, Scores.Ranking ranking) {
        System.out.printf(
                "%-34s MRR@5 %.3f  R@1 %.3f  R@5 %.3f  (%d turns)%n",
                what, ranking.mrrAt5(), ranking.recallAt1(), ranking.recallAt5(), ranking.count());
    }
}
