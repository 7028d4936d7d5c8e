package io.supportassistant.brief;

import io.supportassistant.brief.BriefCues.Cue;
import io.supportassistant.brief.Noted.Section;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.CallBrief.Quote;
import io.supportassistant.events.CallBrief.Result;
import io.supportassistant.events.CallBrief.Statement;
import io.supportassistant.events.Speaker;
import io.supportassistant.language.Interpreter;
import io.supportassistant.redaction.PersonalData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the statements of a conversation that belong into its summary, by the patterns of {@code
 * language/brief.yaml}. It quotes, and writes nothing of its own.
 */
public final class StatementFinder {

    private static final int TURNS_TO_AN_ANSWER = 3;
    private static final int TURNS_TO_A_RESULT = 10;
    private static final int TURNS_STILL_OPEN = 6;

    private static final double WITH_A_TIME = 4;
    private static final double WITH_A_NUMBER = 2;

    /** A shorter statement of the agent tells nothing by itself. */
    private static final int FEWEST_WORDS = 2;

    /** A later start counts from the epoch, because the call's clock is not known yet. */
    private static final long LONGEST_CALL_MS = Duration.ofDays(365).toMillis();

    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}");

    private static final Pattern ASKS =
            Pattern.compile(
                    "\\?|^\\W*(?:"
                            + Sentences.FILLERS
                            + "\\W+)*(?:what|which|when|where|how|who|did|do|does|is|are|was|were"
                            + "|have you|has|any|tell me"
                            + "|(?:can|could) you (?:read|see|tell|check|describe))\\b");

    private final Language language;
    private final Interpreter interpreter;
    private final BriefCues cues = BriefCues.standard();

    public StatementFinder(Language language, Interpreter interpreter) {
        this.language = language;
        this.interpreter = interpreter;
    }

    /**
     * @param turns in the order they were said
     * @return the statements in that order
     */
    public List<Noted> in(List<Turn> turns) {
        List<Heard> heard =
                turns.stream().map(turn -> new Heard(turn, english(turn.text()))).toList();
        List<Noted> noted = new ArrayList<>();
        for (int i = 0; i < heard.size(); i++) {
            Heard one = heard.get(i);
            List<Heard> next = heard.subList(i + 1, heard.size());
            (one.isAgents() ? ofTheAgent(one, next) : ofTheCustomer(one))
                    .flatMap(Optional::stream)
                    .forEach(noted::add);
            openQuestion(one, next).ifPresent(noted::add);
        }
        return noted;
    }

    /** A turn with its English words, without placeholders of personal data. */
    private record Heard(Turn turn, String english) {

        boolean isAgents() {
            return turn.speaker() == Speaker.AGENT;
        }
    }

    private String english(String text) {
        return interpreter.read(PersonalData.withoutPlaceholders(text)).english();
    }

    private Stream<Optional<Noted>> ofTheAgent(Heard one, List<Heard> next) {
        return Stream.of(
                answered(one, next),
                noted(Section.FOUND, one, this::finds),
                stepWithResult(one, next),
                noted(
                        Section.PROMISED,
                        one,
                        said -> cues.has(Cue.PROMISES, said) && !cues.has(Cue.NO_PROMISE, said)));
    }

    private Stream<Optional<Noted>> ofTheCustomer(Heard one) {
        return Stream.of(
                noted(
                        Section.FOUND,
                        one,
                        said -> language.has(Language.Cue.TROUBLE, said) && !asks(said)),
                noted(Section.TRIED, one, said -> cues.has(Cue.HAS_TRIED, said)),
                noted(Section.PROMISED, one, said -> cues.has(Cue.UNDERTAKES, said)),
                noted(Section.FEELINGS, one, said -> cues.has(Cue.FEELS, said)));
    }

    private Optional<Noted> noted(Section section, Heard one, Predicate<String> matches) {
        return quote(one, matches)
                .filter(quote -> !one.isAgents() || telling(english(quote.text())) >= FEWEST_WORDS)
                .map(quote -> new Noted(section, new Statement(quote), weight(section, quote)));
    }

    private boolean finds(String said) {
        return cues.has(Cue.FINDS, said) && !cues.has(Cue.PROMISES, said) && !asks(said);
    }

    private double weight(Section section, Quote quote) {
        String english = english(quote.text());
        double weight = telling(english) + (NUMBER.matcher(english).find() ? WITH_A_NUMBER : 0);
        return section == Section.PROMISED && cues.has(Cue.TIMES, english)
                ? weight + WITH_A_TIME
                : weight;
    }

    /** The customer's answer to the agent's question about the matter. */
    private Optional<Noted> answered(Heard question, List<Heard> next) {
        if (!asksAboutTheMatter(question.english())) {
            return Optional.empty();
        }
        for (Heard answer : next.subList(0, Math.min(next.size(), TURNS_TO_AN_ANSWER))) {
            if (answer.isAgents() && asks(answer.english())) {
                return Optional.empty();
            }
            if (answer.isAgents() || defers(answer.english()) || asks(answer.english())) {
                continue;
            }
            Quote said = whole(answer);
            return telling(answer.english()) == 0 || cues.has(Cue.IDENTIFIES, answer.english())
                    ? Optional.empty()
                    : Optional.of(
                            new Noted(
                                    Section.FOUND,
                                    new Statement(
                                            said,
                                            quote(question, this::asks).orElse(whole(question)),
                                            null,
                                            null),
                                    weight(Section.FOUND, said)));
        }
        return Optional.empty();
    }

    private boolean defers(String english) {
        return language.has(Language.Cue.WAITS, english) || cues.has(Cue.DEFERS, english);
    }

    private boolean asksAboutTheMatter(String english) {
        return asks(english)
                && !language.has(Language.Cue.ASKS_WHO, english)
                && !language.has(Language.Cue.CLOSES, english)
                && !cues.has(Cue.IDENTIFIES, english)
                && !cues.has(Cue.OPENS, english)
                && telling(english) > 0;
    }

    private boolean asks(String english) {
        return ASKS.matcher(english.toLowerCase(Locale.ROOT)).find();
    }

    /**
     * A step that the agent gave, with the customer's last report on it: "it's still there", and a
     * minute later "no, it's gone".
     */
    private Optional<Noted> stepWithResult(Heard one, List<Heard> next) {
        Optional<Quote> step = quote(one, said -> cues.has(Cue.INSTRUCTS, said));
        Optional<Noted> tried = Optional.empty();
        for (Heard heard : next.subList(0, Math.min(next.size(), TURNS_TO_A_RESULT))) {
            if (step.isEmpty() || heard.isAgents() && cues.has(Cue.INSTRUCTS, heard.english())) {
                break;
            }
            Result result = heard.isAgents() ? null : result(heard.english());
            if (result != null) {
                tried =
                        Optional.of(
                                new Noted(
                                        Section.TRIED,
                                        new Statement(step.get(), null, result, whole(heard)),
                                        WITH_A_NUMBER + telling(one.english())));
            }
        }
        return tried;
    }

    private Result result(String english) {
        if (language.isSolved(english)) {
            return Result.WORKED;
        }
        if (asks(english)) {
            return null;
        }
        if (cues.has(Cue.FAILED, english)) {
            return Result.FAILED;
        }
        return cues.has(Cue.WORKED, english) ? Result.WORKED : null;
    }

    /** A recent question that the other side has not replied to. */
    private Optional<Noted> openQuestion(Heard one, List<Heard> next) {
        boolean isAnswered =
                next.stream()
                        .filter(reply -> reply.isAgents() != one.isAgents())
                        .anyMatch(reply -> !defers(reply.english()));
        return next.size() < TURNS_STILL_OPEN && !isAnswered && isAQuestion(one)
                ? noted(Section.OPEN, one, this::asks)
                : Optional.empty();
    }

    private boolean isAQuestion(Heard one) {
        return one.isAgents() ? asksAboutTheMatter(one.english()) : asks(one.english());
    }

    private int telling(String english) {
        return language.informativeWords(english).size();
    }

    private Optional<Quote> quote(Heard one, Predicate<String> matches) {
        String quoted = Sentences.matching(one.turn().text(), said -> matches.test(english(said)));
        return quoted.isEmpty() ? Optional.empty() : Optional.of(quote(one.turn(), quoted));
    }

    private static Quote whole(Heard one) {
        return quote(one.turn(), Sentences.trimmed(one.turn().text()));
    }

    private static Quote quote(Turn turn, String text) {
        Long startMs = turn.startMs();
        boolean isPlaced = startMs != null && startMs < LONGEST_CALL_MS;
        return new Quote(
                text, turn.speaker(), turn.segmentId(), isPlaced ? startMs / 1000.0 : null);
    }
}
