package io.supportassistant.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands {@code evaluate} and {@code train}, as a user types them. */
@Tag("slow")
class EvaluationCommandsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KNOWLEDGE =
            """
            {"id":"park","title":"Is there parking?","body":"Parking is free for all guests.","type":"faq","entity":"Gonville Hotel"}
            {"id":"pets","title":"Are pets allowed?","body":"Pets are allowed for a small charge.","type":"faq","entity":"Gonville Hotel"}
            {"id":"park-2","title":"Is there parking?","body":"No, there is no parking.","type":"faq","entity":"Acorn House"}
            """;
    private static final String CONVERSATION =
            """
            {"session_id":"%s","turns":[{"speaker":"customer","text":"I want to stay at the Gonville Hotel.","start_time":0,"end_time":2},{"speaker":"agent","text":"For how many nights?","start_time":3,"end_time":4},{"speaker":"customer","text":"Two. Can I bring my dog, are pets allowed there?","start_time":5,"end_time":8},{"speaker":"agent","text":"Yes, you can.","start_time":9,"end_time":10},{"speaker":"customer","text":"Great, please book it for three people.","start_time":11,"end_time":13}],"labels":[{"turn":0,"knowledge_seeking":false,"relevant_ids":[]},{"turn":2,"knowledge_seeking":true,"relevant_ids":["pets"]},{"turn":4,"knowledge_seeking":false,"relevant_ids":[]}]}
            """;

    @CommandLine.Command(subcommands = {EvaluateCommand.class, TrainCommand.class})
    private static final class Commands {}

    @TempDir Path folder;

    // ---- evaluate

    @Test
    void shouldWriteAPredictionForEveryCustomerTurn() throws IOException {
        Path out = folder.resolve("predictions.jsonl");

        int status =
                run(
                        "evaluate",
                        "--knowledge",
                        write("kb.jsonl", KNOWLEDGE),
                        "--conversations",
                        write("conversations.jsonl", CONVERSATION.formatted("one")),
                        "--out",
                        out.toString());

        assertThat(status).isZero();
        List<JsonNode> predictions = jsonLines(out);
        assertThat(predictions)
                .extracting(prediction -> prediction.path("turn").asInt())
                .containsExactly(0, 2, 4);
        assertThat(predictions)
                .allSatisfy(
                        prediction ->
                                assertThat(prediction.fieldNames())
                                        .toIterable()
                                        .containsExactlyInAnyOrder(
                                                "session_id",
                                                "turn",
                                                "triggered",
                                                "ranked_ids",
                                                "needs_clarification",
                                                "ranked_question_ids"));
        assertThat(predictions)
                .allSatisfy(p -> assertThat(p.path("session_id").asText()).isEqualTo("one"));
        JsonNode second = predictions.get(1);
        assertThat(second.path("triggered").asBoolean()).isTrue();
        // only of the hotel that the call is about
        assertThat(second.path("ranked_ids"))
                .extracting(JsonNode::asText)
                .startsWith("pets")
                .doesNotContain("park-2");
        assertThat(predictions.get(2).path("triggered").asBoolean()).isFalse();
    }

    @Test
    void shouldEvaluateConversationsWithoutLabels() throws IOException {
        String unlabelled = CONVERSATION.formatted("one").replaceAll(",\"labels\":\\[.*]}", "}");

        assertThat(
                        run(
                                "evaluate",
                                "--knowledge",
                                write("kb.jsonl", KNOWLEDGE),
                                "--conversations",
                                write("conversations.jsonl", unlabelled)))
                .isZero();
    }

    @Test
    void shouldReplayWholeCallsAndWriteTheShownCards() throws IOException {
        Path out = folder.resolve("shown.jsonl");

        int status =
                run(
                        "evaluate",
                        "--knowledge",
                        write("kb.jsonl", KNOWLEDGE),
                        "--calls",
                        write("calls.jsonl", wholeCall("one") + wholeCall("two")),
                        "--out",
                        out.toString());

        assertThat(status).isZero();
        assertThat(jsonLines(out))
                .extracting(shown -> shown.path("session_id").asText())
                .containsExactly("one", "two");
        assertThat(jsonLines(out))
                .allSatisfy(
                        shown ->
                                assertThat(names(shown))
                                        .containsExactlyInAnyOrder(
                                                "session_id",
                                                "shown",
                                                "lead",
                                                "withdrawn",
                                                "questions"));
    }

    @Test
    void shouldFitWeightsToWholeCallsAndUseThem() throws IOException {
        Path set = Files.createDirectory(folder.resolve("company"));
        Files.writeString(set.resolve("kb.jsonl"), KNOWLEDGE);
        StringBuilder calls = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            calls.append(wholeCall("call-" + i));
        }
        Path file = Files.writeString(set.resolve("calls.jsonl"), calls);
        Path weights = folder.resolve("weights.json");

        assertThat(run("train", "--calls", set.toString(), "--out", weights.toString())).isZero();

        assertThat(names(JSON.readTree(weights.toFile())))
                .containsExactly(
                        "provenance", "fingerprint", "with_meaning", "words_only", "correction");
        assertThat(
                        run(
                                "evaluate",
                                "--knowledge",
                                set.resolve("kb.jsonl").toString(),
                                "--calls",
                                file.toString(),
                                "--weights",
                                weights.toString()))
                .isZero();
    }

    @Test
    void shouldNameTheCallWithoutLabels() throws IOException {
        String knowledge = write("kb.jsonl", KNOWLEDGE);
        String unlabelled = write("turns.jsonl", CONVERSATION.formatted("one"));

        assertThatThrownBy(() -> run("evaluate", "--knowledge", knowledge, "--calls", unlabelled))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(unlabelled + " line 1: labels.wanted is missing");
    }

    private static String wholeCall(String name) {
        return CONVERSATION
                .formatted(name)
                .replaceAll(
                        "\"labels\":\\[.*]",
                        "\"labels\":{\"wanted\":[{\"article\":\"pets\",\"from_turn\":2,\"until_turn\":4}]}");
    }

    @Test
    void shouldReportMissingOrBrokenInput() throws IOException {
        String knowledge = write("kb.jsonl", KNOWLEDGE);
        String broken = write("broken.jsonl", "{\"turns\":[]}");

        assertThatThrownBy(() -> run("evaluate", "--knowledge", knowledge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Give --knowledge with either --conversations or --calls, or give"
                                + " --entities");
        assertThatThrownBy(
                        () -> run("evaluate", "--knowledge", knowledge, "--conversations", broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(broken + " line 1");
    }

    // ---- train

    @Test
    void shouldFitWeightsToFoldersOfConversations() throws IOException {
        String one = dataSet("one", 6);
        String two = dataSet("two", 3);
        Path out = folder.resolve("weights.json");

        int status =
                run("train", one, two, "--out", out.toString(), "--provenance", "made for a test");

        assertThat(status).isZero();
        JsonNode weights = JSON.readTree(out.toFile());
        assertThat(weights.path("provenance").asText()).isEqualTo("made for a test");
        assertThat(weights.path("fingerprint").asText()).isEqualTo("onnx:all-minilm-l6-v2-q:384");
        assertThat(weights.path("meaning")).hasSize(384);
        assertThat(weights.path("bias").isNumber()).isTrue();
        assertThat(weights.path("signs").path("asks").asDouble()).isPositive();
        assertThat(weights.path("signs").fieldNames())
                .toIterable()
                .contains("asks", "lead", "best", "best_in_context", "length", "subject_known");
    }

    /** Trained weights must have the format of the shipped ones. */
    @Test
    void shouldWriteTheFormatOfTheShippedWeights() throws IOException {
        Path out = folder.resolve("weights.json");
        run("train", dataSet("one", 4), "--out", out.toString());
        JsonNode shipped =
                JSON.readTree(getClass().getResourceAsStream("/language/knowledge-need.json"));
        JsonNode trained = JSON.readTree(out.toFile());

        assertThat(trained.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(names(shipped));
        assertThat(names(trained.path("signs")))
                .containsExactlyInAnyOrderElementsOf(names(shipped.path("signs")));
        assertThat(trained.path("meaning")).hasSameSizeAs(shipped.path("meaning"));
        assertThat(trained.path("provenance").asText()).isEqualTo("unknown");
    }

    @Test
    void shouldRefuseToTrainOnAFolderWithoutConversations() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(
                        () ->
                                run(
                                        "train",
                                        empty.toString(),
                                        "--out",
                                        folder.resolve("w.json").toString()))
                .hasMessageContaining("kb.jsonl");
        assertThat(folder.resolve("w.json")).doesNotExist();
    }

    private String dataSet(String name, int calls) throws IOException {
        Path set = Files.createDirectory(folder.resolve(name));
        Files.writeString(set.resolve("kb.jsonl"), KNOWLEDGE);
        StringBuilder conversations = new StringBuilder();
        for (int i = 0; i < calls; i++) {
            conversations.append(CONVERSATION.formatted(name + "-" + i));
        }
        Files.writeString(set.resolve("conversations.jsonl"), conversations);
        return set.toString();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<JsonNode> jsonLines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    /** Passes exceptions on for the tests to check. */
    private static int run(String... arguments) {
        Exception[] thrown = new Exception[1];
        CommandLine commandLine =
                new CommandLine(new Commands())
                        .setErr(new PrintWriter(new StringWriter()))
                        .setExecutionExceptionHandler(
                                (e, command, result) -> {
                                    thrown[0] = e;
                                    return 1;
                                });
        int status = commandLine.execute(arguments);
        if (thrown[0] instanceof RuntimeException e) {
            throw e;
        }
        return status;
    }
}
