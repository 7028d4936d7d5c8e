package io.supportassistant.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.assist.ModelResult;
import io.supportassistant.context.Language;
import io.supportassistant.doubles.ModelServer;
import io.supportassistant.doubles.ModelServer.Mode;
import io.supportassistant.events.CallNote.Line;
import io.supportassistant.events.CallNote.Section;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.NoteWorded;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a model's wording gets into a note. */
class ModelNoteWriterTest {

    private static final List<Line> LINES =
            List.of(
                    line("problem", Section.PROBLEM, "um my hub shows N007 since the storm"),
                    line("promised:s9", Section.PROMISED, "i'll call you back on friday at 3"));

    private static final List<String> SAID =
            List.of("um my hub shows N007 since the storm", "i'll call you back on friday at 3");

    private final ModelServer server = ModelServer.start();
    private final ModelFixture.Counted counted = new ModelFixture.Counted();
    private final ModelNoteWriter writer =
            ModelNoteWriter.open(
                    ModelFixture.settings(server, "MODEL_NOTE_DEADLINE", "20s"),
                    Language.english(),
                    counted,
                    Runnable::run);

    @AfterEach
    void stop() {
        writer.close();
        server.close();
    }

    @Test
    void shouldWordTheLinesThatTheModelPutsBetter() {
        ModelResult<List<NoteWorded.Line>> worded = writer.word("call", LINES, SAID).join();

        assertThat(worded.value())
                .containsExactly(
                        new NoteWorded.Line(
                                "problem",
                                "um my hub shows N007 since the storm",
                                "My hub shows N007 since the storm."),
                        new NoteWorded.Line(
                                "promised:s9",
                                "i'll call you back on friday at 3",
                                "I'll call you back on friday at 3."));
        assertThat(worded.use().promptVersion()).isEqualTo("note/1");
        assertThat(counted.outcomes).containsExactly("note ok");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | The hub of the customer has shown N008 since the storm.  | foreign_number",
                "1 | The hub shows an error since the storm.                  | number_left_out",
                "2 | The agent will call back on Friday.                      | number_left_out",
                "2 | Maria will call you back on Friday at 3.                 | foreign_name",
                "2 | Agent calls back Friday at 3 on https://evil.example.    | foreign_link",
                "1 | The customer got the fee of a month back, N007.          | foreign_words",
                "1 | <b>The hub shows N007</b> since the storm                | markup",
                "1 | ''                                                       | empty",
                "3 | The hub shows N007.                                      | unknown_line"
            })
    void shouldLeaveALineAsItIsIfItsWordingIsNotBorneOut(int number, String text, String reason) {
        answer(new JsonObject().put("line_number", number).put("text", text));

        assertThat(writer.word("call", LINES, SAID).join().value()).isEmpty();
        assertThat(counted.withheld).containsExactly(reason);
    }

    @Test
    void shouldTakeTheFirstWordingOfALine() {
        answer(
                new JsonObject().put("line_number", 1).put("text", "The hub shows N007."),
                new JsonObject().put("line_number", 1).put("text", "The hub shows N007 now."));

        assertThat(writer.word("call", LINES, SAID).join().value())
                .extracting(NoteWorded.Line::text)
                .containsExactly("The hub shows N007.");
    }

    @Test
    void shouldFailWithTheModel() {
        server.behave(Mode.REFUSAL);

        assertThatThrownBy(() -> writer.word("call", LINES, SAID).join())
                .hasCauseInstanceOf(ModelException.class);
    }

    private void answer(JsonObject... lines) {
        server.record(
                request -> true,
                new JsonObject().put("lines", new JsonArray(List.of(lines))).encode());
    }

    private static Line line(String id, Section section, String text) {
        return new Line(id, section, text, "s1", null, null);
    }
}
