package io.supportassistant.brief;

import io.supportassistant.events.CallBrief.Result;
import io.supportassistant.events.CallBrief.Statement;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.CallNote.Line;
import io.supportassistant.events.CallNote.Section;
import io.supportassistant.events.Speaker;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The statements of a brief as the lines of a note. */
final class NoteLines {

    /** The id of the line with the customer's problem. */
    private static final String PROBLEM = "problem";

    private NoteLines() {}

    static List<Line> of(
            String problem,
            List<Statement> found,
            List<Statement> tried,
            List<Statement> promised) {
        return Stream.of(
                        Stream.ofNullable(problem)
                                .map(
                                        text ->
                                                new Line(
                                                        PROBLEM,
                                                        Section.PROBLEM,
                                                        text,
                                                        null,
                                                        null,
                                                        null)),
                        lines(Section.FOUND, found, NoteLines::finding),
                        lines(Section.TRIED, tried, NoteLines::step),
                        lines(Section.PROMISED, promised, NoteLines::promise))
                .flatMap(lines -> lines)
                .toList();
    }

    private static Stream<Line> lines(
            Section section, List<Statement> statements, Function<Statement, String> text) {
        return statements.stream()
                .map(
                        one -> {
                            String segmentId = one.said().segmentId();
                            return new Line(
                                    CallNote.lineId(section, segmentId),
                                    section,
                                    text.apply(one),
                                    segmentId,
                                    null,
                                    null);
                        });
    }

    private static String finding(Statement statement) {
        return statement.question() == null
                ? statement.said().text()
                : statement.question().text() + " - " + statement.said().text();
    }

    private static String step(Statement statement) {
        if (statement.result() == null || statement.reply() == null) {
            return statement.said().text();
        }
        String result = statement.result() == Result.WORKED ? "worked" : "did not work";
        return statement.said().text() + " - " + result + ": " + statement.reply().text();
    }

    private static String promise(Statement statement) {
        return statement.said().speaker() == Speaker.CUSTOMER
                ? "Customer: " + statement.said().text()
                : statement.said().text();
    }
}
