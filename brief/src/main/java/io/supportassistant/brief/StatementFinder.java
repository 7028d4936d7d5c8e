package io.supportassistant.brief;

import io.supportassistant.brief.Noted.Section;
import io.supportassistant.brief.TurnReader.Part;
import io.supportassistant.brief.TurnReader.Reading;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.CallBrief.Quote;
import io.supportassistant.events.CallBrief.Statement;
import io.supportassistant.events.Speaker;
import io.supportassistant.language.Interpreter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the statements of a conversation that belong into its summary, by the patterns of {@code
 * language/brief.yaml}. It quotes, and writes nothing of its own.
 */
public final class StatementFinder {

    private static final int TURNS_TO_AN_ANSWER = 3;
    private static final int TURNS_TO_A_RESULT = 10;
    private static final int TURNS_STILL_OPEN = 6;

    /** A step with its result tells more than one that the customer only mentions. */
    private static final double WITH_A_RESULT = 2;

    /** A later start counts from the epoch, because the call's clock is not known yet. */
    private static final long LONGEST_CALL_MS = Duration.ofDays(365).toMillis();

    private final TurnReader reader;

    public StatementFinder(Language language, Interpreter interpreter) {
        reader = new TurnReader(language, interpreter);
    }

    /**
     * @param turns in the order they were said
     * @return the statements in that order
     */
    public List<Noted> in(List<Turn> turns) {
        List<Heard> heard = turns.stream().map(turn -> new Heard(turn, reader.read(turn))).toList();
        List<Noted> noted = new ArrayList<>();
        for (int i = 0; i < heard.size(); i++) {
            Heard one = heard.get(i);
            List<Heard> next = heard.subList(i + 1, heard.size());
            Stream.of(
                            one.isAgents() ? answered(one, next) : Optional.<Noted>empty(),
                            noted(Section.FOUND, one, one.reading().finding()),
                            one.isAgents()
                                    ? stepWithResult(one, next)
                                    : noted(Section.TRIED, one, one.reading().step()),
                            noted(Section.PROMISED, one, one.reading().promise()),
                            noted(Section.FEELINGS, one, one.reading().feeling()),
                            openQuestion(one, next))
                    .flatMap(Optional::stream)
                    .forEach(noted::add);
        }
        return noted;
    }

    private record Heard(Turn turn, Reading reading) {

        boolean isAgents() {
            return turn.speaker() == Speaker.AGENT;
        }

        Quote quote(Part part) {
            Long startMs = turn.startMs();
            boolean isPlaced = startMs != null && startMs < LONGEST_CALL_MS;
            return new Quote(
                    part.text(),
                    turn.speaker(),
                    turn.segmentId(),
                    isPlaced ? startMs / 1000.0 : null);
        }

        Quote whole() {
            return quote(reading.whole());
        }
    }

    private static Optional<Noted> noted(Section section, Heard one, Part part) {
        return part.isThere()
                ? Optional.of(new Noted(section, new Statement(one.quote(part)), part.weight()))
                : Optional.empty();
    }

    /** The customer's answer to the agent's question about the matter. */
    private static Optional<Noted> answered(Heard question, List<Heard> next) {
        if (!question.reading().asksAboutTheMatter()) {
            return Optional.empty();
        }
        for (Heard answer : next.subList(0, Math.min(next.size(), TURNS_TO_AN_ANSWER))) {
            boolean asks = answer.reading().asks();
            if (answer.isAgents() && asks) {
                return Optional.empty();
            }
            if (answer.isAgents() || asks || answer.reading().defers()) {
                continue;
            }
            return answer.reading().answers()
                    ? Optional.of(
                            new Noted(
                                    Section.FOUND,
                                    new Statement(
                                            answer.whole(),
                                            question.quote(question.reading().question()),
                                            null,
                                            null),
                                    answer.reading().whole().weight()))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /**
     * A step that the agent gave, with the customer's last report on it: "it's still there", and a
     * minute later "no, it's gone".
     */
    private static Optional<Noted> stepWithResult(Heard one, List<Heard> next) {
        Optional<Noted> tried = Optional.empty();
        for (Heard heard : next.subList(0, Math.min(next.size(), TURNS_TO_A_RESULT))) {
            if (!one.reading().step().isThere() || heard.reading().instructs()) {
                break;
            }
            if (heard.reading().result() != null) {
                tried =
                        Optional.of(
                                new Noted(
                                        Section.TRIED,
                                        new Statement(
                                                one.quote(one.reading().step()),
                                                null,
                                                heard.reading().result(),
                                                heard.whole()),
                                        WITH_A_RESULT + one.reading().step().weight()));
            }
        }
        return tried;
    }

    /** A recent question that the other side has not replied to. */
    private static Optional<Noted> openQuestion(Heard one, List<Heard> next) {
        boolean isAnswered =
                next.stream()
                        .filter(reply -> reply.isAgents() != one.isAgents())
                        .anyMatch(reply -> !reply.reading().defers());
        return next.size() < TURNS_STILL_OPEN && !isAnswered && one.reading().asksAboutTheMatter()
                ? noted(Section.OPEN, one, one.reading().question())
                : Optional.empty();
    }
}
