package io.supportassistant.model;

import io.supportassistant.assist.ModelResult;
import io.supportassistant.context.Language;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.NoteWorded;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.modelserver.ModelMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Lets a model put the lines of a note into plain sentences. A wording with a number, a name or a
 * date that was not said, or that leaves a number of its line out, is dropped, and the line stays
 * as it is.
 */
public final class ModelNoteWriter implements AutoCloseable {

    private static final int MOST_LINES = 25;
    private static final int MOST_CHARACTERS = 300;
    private static final int MOST_SAID = 60;
    private static final int MOST_OUTPUT_TOKENS = 1_500;

    private static final AnswerSchema SCHEMA =
            AnswerSchema.of(
                    "note_lines",
                    """
                    {"type": "object",
                     "properties": {
                       "lines": {"type": "array", "items":
                         {"type": "object",
                          "properties": {"line_number": {"type": "integer"},
                                         "text": {"type": "string"}},
                          "required": ["line_number", "text"],
                          "additionalProperties": false}}},
                     "required": ["lines"],
                     "additionalProperties": false}
                    """);

    private final LanguageModel model;
    private final Prompt prompt;
    private final Duration deadline;
    private final Function<List<String>, Grounding> grounds;
    private final ModelMetrics metrics;

    ModelNoteWriter(
            LanguageModel model,
            Prompt prompt,
            Duration deadline,
            Function<List<String>, Grounding> grounds,
            ModelMetrics metrics) {
        this.model = model;
        this.prompt = prompt;
        this.deadline = deadline;
        this.grounds = grounds;
        this.metrics = metrics;
    }

    /**
     * @param completions completes the futures, and thereby runs their dependent stages
     */
    public static ModelNoteWriter open(
            ModelSettings settings, Language language, ModelMetrics metrics, Executor completions) {
        ModelBudget budget =
                new ModelBudget(
                        settings.tokensPerCall(),
                        settings.tokensPerMinute(),
                        InstantSource.system());
        EnglishText english = new EnglishText();
        return new ModelNoteWriter(
                new ChatLanguageModel(settings, budget, metrics, completions),
                Prompts.of(settings.prompts()).of(Prompts.NOTE),
                settings.noteDeadline(),
                said -> new Grounding(said, language, english),
                metrics);
    }

    /**
     * Words a note.
     *
     * @param said everything that the lines may be taken from, the latest last
     * @return the lines that have a better wording, perhaps none; fails with a {@link
     *     io.supportassistant.events.ModelException}
     */
    public CompletableFuture<ModelResult<List<NoteWorded.Line>>> word(
            String sessionId, List<CallNote.Line> lines, List<String> said) {
        List<CallNote.Line> asked = lines.subList(0, Math.min(lines.size(), MOST_LINES));
        String user =
                prompt.user(
                        Map.of(
                                "said",
                                Material.names(
                                        "text",
                                        said.subList(
                                                Math.max(0, said.size() - MOST_SAID), said.size())),
                                "lines",
                                numbered(asked)));
        return ModelQuestion.of(
                        model, prompt, user, SCHEMA, MOST_OUTPUT_TOKENS, deadline, sessionId)
                .thenRead((answer, use) -> checked(asked, said, answer));
    }

    private static List<Map<String, Object>> numbered(List<CallNote.Line> lines) {
        return IntStream.range(0, lines.size())
                .mapToObj(
                        i ->
                                Map.<String, Object>of(
                                        "number",
                                        i + 1,
                                        "section",
                                        lines.get(i).section().name().toLowerCase(Locale.ROOT),
                                        "text",
                                        lines.get(i).text()))
                .toList();
    }

    private List<NoteWorded.Line> checked(
            List<CallNote.Line> asked, List<String> said, StructuredAnswer answer) {
        Grounding heard = grounds.apply(withLines(asked, said));
        List<NoteWorded.Line> worded = new ArrayList<>();
        for (StructuredAnswer one : answer.objects("lines", MOST_LINES)) {
            int number = one.wholeNumber("line_number", 0, MOST_LINES + 1).orElse(0);
            if (number < 1 || number > asked.size()) {
                metrics.withheld(Prompts.NOTE, "unknown_line");
                continue;
            }
            CallNote.Line line = asked.get(number - 1);
            String text =
                    ModelText.oneLine(
                            one.text("text", MOST_CHARACTERS + 1).orElse(""), MOST_CHARACTERS + 1);
            boolean isKnown = worded.stream().anyMatch(w -> w.lineId().equals(line.lineId()));
            Optional<String> fault = isKnown ? Optional.of("repeated") : fault(line, text, heard);
            if (fault.isPresent()) {
                metrics.withheld(Prompts.NOTE, fault.get());
            } else if (!text.equals(line.text())) {
                worded.add(new NoteWorded.Line(line.lineId(), line.text(), text));
            }
        }
        return List.copyOf(worded);
    }

    private static List<String> withLines(List<CallNote.Line> asked, List<String> said) {
        List<String> all = new ArrayList<>(said);
        asked.forEach(line -> all.add(line.text()));
        return all;
    }

    private Optional<String> fault(CallNote.Line line, String text, Grounding heard) {
        if (text.isBlank()) {
            return Optional.of("empty");
        }
        if (text.length() > MOST_CHARACTERS) {
            return Optional.of("too_long");
        }
        if (ModelText.hasMarkup(text)) {
            return Optional.of("markup");
        }
        if (prompt.isRepeatedBy(text)) {
            return Optional.of("instructions");
        }
        if (ModelText.hasLinkBesides(List.of(line.text()), text)) {
            return Optional.of("foreign_link");
        }
        Optional<Grounding.Fault> unsaid = heard.faultOfStatement(text);
        if (unsaid.isPresent()) {
            return unsaid.map(Grounding.Fault::reason);
        }
        return grounds.apply(List.of(text)).hasForeignNumber(line.text())
                ? Optional.of("number_left_out")
                : Optional.empty();
    }

    @Override
    public void close() {
        model.close();
    }
}
