package io.supportassistant.evaluation;

import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallBrief.Quote;
import io.supportassistant.events.CallBrief.Statement;
import io.supportassistant.events.CallNote;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.spokentext.SpokenText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much of the summaries that people wrote of whole calls is in the notes made of their briefs.
 * A summary counts by its words, without stop words and endings; numbers count as said or written.
 *
 * @param calls with a summary
 * @param words distinct words of the summaries
 * @param inNotes of those, the words that the note of the call has
 * @param inProblems of those, the words that the problem has
 * @param inTranscripts of those, the words that anybody said in the call: no quote can have more
 * @param length words of all notes, with repetitions
 * @param quotes in the briefs, without those in which personal data was replaced
 * @param notSaid of those, the quotes of which a sentence is not in the call word for word
 */
public record BriefScores(
        int calls,
        int words,
        int inNotes,
        int inProblems,
        int inTranscripts,
        int length,
        int quotes,
        int notSaid) {

    private static final BriefScores NONE = new BriefScores(0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * @param briefs by the id of the call; a call may have none
     */
    public static BriefScores of(List<WantedCall> calls, Map<String, CallBrief> briefs) {
        try (EnglishText english = new EnglishText()) {
            return calls.stream()
                    .filter(call -> !call.summary().isBlank())
                    .map(call -> of(call, briefs.get(call.call().id()), english))
                    .reduce(NONE, BriefScores::plus);
        }
    }

    /** Share of the summaries' words that the notes have. */
    public double covered() {
        return inNotes / (double) words;
    }

    public double coveredByProblems() {
        return inProblems / (double) words;
    }

    public double coveredByTranscripts() {
        return inTranscripts / (double) words;
    }

    public double wordsPerNote() {
        return length / (double) calls;
    }

    private static BriefScores of(WantedCall call, CallBrief brief, EnglishText english) {
        Set<String> wanted = stems(call.summary(), english);
        List<String> said = call.call().turns().stream().map(RecordedCall.Turn::text).toList();
        String note = brief == null ? "" : text(brief.note());
        String problem = brief == null || brief.problem() == null ? "" : brief.problem();
        List<String> quotes = brief == null ? List.of() : quotes(brief);
        return new BriefScores(
                1,
                wanted.size(),
                shared(wanted, stems(note, english)),
                shared(wanted, stems(problem, english)),
                shared(wanted, stems(String.join("\n", said), english)),
                note.isBlank() ? 0 : note.strip().split("\\s+").length,
                quotes.size(),
                (int)
                        quotes.stream()
                                .filter(quote -> said.stream().noneMatch(t -> has(t, quote)))
                                .count());
    }

    /** A quote may leave out sentences, and the end of a long one. */
    private static boolean has(String turn, String quote) {
        return Stream.of(quote.replaceFirst("…$", "").split("(?<=[.!?])\\s+"))
                .allMatch(turn::contains);
    }

    private static String text(CallNote note) {
        return note.lines().stream().map(CallNote.Line::text).collect(Collectors.joining("\n"));
    }

    private static List<String> quotes(CallBrief brief) {
        return Stream.of(brief.found(), brief.tried(), brief.promised(), brief.feelings())
                .flatMap(List::stream)
                .flatMap(BriefScores::quotes)
                .filter(Objects::nonNull)
                .map(Quote::text)
                .filter(quote -> PersonalData.withoutPlaceholders(quote).equals(quote))
                .toList();
    }

    private static Stream<Quote> quotes(Statement statement) {
        return Stream.of(statement.said(), statement.question(), statement.reply());
    }

    private static Set<String> stems(String text, EnglishText english) {
        return english.stems(new SpokenText(text).text());
    }

    private static int shared(Set<String> wanted, Set<String> other) {
        return (int) wanted.stream().filter(other::contains).count();
    }

    private BriefScores plus(BriefScores other) {
        return new BriefScores(
                calls + other.calls,
                words + other.words,
                inNotes + other.inNotes,
                inProblems + other.inProblems,
                inTranscripts + other.inTranscripts,
                length + other.length,
                quotes + other.quotes,
                notSaid + other.notSaid);
    }
}
