package io.supportassistant.brief;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.supportassistant.brief.BriefCues.Cue;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.CallBrief.Result;
import io.supportassistant.events.Speaker;
import io.supportassistant.language.Interpreter;
import io.supportassistant.personaldata.PersonalData;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads from one turn, by itself, what it is for. A reading is remembered: the latest turns of a
 * call are looked at with every brief.
 */
final class TurnReader {

    /** Twice the recent turns of some hundred calls. */
    private static final int REMEMBERED = 10_000;

    private static final double WITH_A_TIME = 4;
    private static final double WITH_A_NUMBER = 2;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}");

    private static final Pattern ASKS =
            Pattern.compile(
                    "\\?|^\\W*(?:"
                            + Sentences.FILLERS
                            + "\\W+)*+(?:what|which|when|where|how|who|did|do|does|is|are|was|were"
                            + "|have you|has|any|tell me"
                            + "|(?:can|could) you (?:read|see|tell|check|describe))\\b");

    private final Language language;
    private final Interpreter interpreter;
    private final BriefCues cues = BriefCues.standard();
    private final Cache<Said, Reading> readings =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    TurnReader(Language language, Interpreter interpreter) {
        this.language = language;
        this.interpreter = interpreter;
    }

    private record Said(String text, boolean byAgent) {}

    /**
     * Sentences of a turn that are worth quoting, word for word.
     *
     * @param weight how much they tell
     */
    record Part(String text, double weight) {

        static final Part NONE = new Part("", 0);

        boolean isThere() {
            return !text.isEmpty();
        }
    }

    /**
     * What a turn is for.
     *
     * @param whole the turn, without fillers at its beginning
     * @param asks whether it asks something
     * @param asksAboutTheMatter whether it asks something that is not about who is calling
     * @param answers whether it can answer such a question
     * @param defers whether it says that the answer comes later
     * @param instructs whether it tells the customer what to do
     * @param result what it reports of a step, or null
     * @param question the sentences that ask
     * @param finding the trouble, or what the agent sees
     * @param step what to do, or what the customer has tried
     * @param promise what the agent promises, or what the customer will do
     * @param feeling how it is for the customer
     */
    record Reading(
            Part whole,
            boolean asks,
            boolean asksAboutTheMatter,
            boolean answers,
            boolean defers,
            boolean instructs,
            Result result,
            Part question,
            Part finding,
            Part step,
            Part promise,
            Part feeling) {}

    Reading read(Turn turn) {
        return readings.get(
                new Said(Sentences.beginning(turn.text()), turn.speaker() == Speaker.AGENT),
                said -> said.byAgent() ? agents(said.text()) : customers(said.text()));
    }

    private Reading agents(String text) {
        String english = english(text);
        boolean asks = asks(english);
        return new Reading(
                part(Sentences.trimmed(text)),
                asks,
                asks && isAboutTheMatter(english),
                false,
                defers(english),
                cues.has(Cue.INSTRUCTS, english),
                null,
                quoted(text, this::asks),
                ofTheAgent(quoted(text, this::finds)),
                quoted(text, said -> cues.has(Cue.INSTRUCTS, said)),
                ofTheAgent(promise(quoted(text, this::promises))),
                Part.NONE);
    }

    private Reading customers(String text) {
        String english = english(text);
        boolean asks = asks(english);
        return new Reading(
                part(Sentences.trimmed(text)),
                asks,
                asks,
                telling(english) > 0 && !cues.has(Cue.IDENTIFIES, english),
                defers(english),
                false,
                result(english, asks),
                quoted(text, this::asks),
                quoted(text, said -> language.has(Language.Cue.TROUBLE, said) && !asks(said)),
                quoted(text, said -> cues.has(Cue.HAS_TRIED, said)),
                promise(quoted(text, said -> cues.has(Cue.UNDERTAKES, said))),
                quoted(text, said -> cues.has(Cue.FEELS, said)));
    }

    private Result result(String english, boolean asks) {
        if (language.isSolved(english)) {
            return Result.WORKED;
        }
        if (asks) {
            return null;
        }
        if (cues.has(Cue.FAILED, english)) {
            return Result.FAILED;
        }
        return cues.has(Cue.WORKED, english) ? Result.WORKED : null;
    }

    private boolean defers(String english) {
        return language.has(Language.Cue.WAITS, english) || cues.has(Cue.DEFERS, english);
    }

    private boolean asks(String english) {
        return ASKS.matcher(english.toLowerCase(Locale.ROOT)).find();
    }

    private boolean isAboutTheMatter(String english) {
        return telling(english) > 0
                && !language.has(Language.Cue.ASKS_WHO, english)
                && !language.has(Language.Cue.CLOSES, english)
                && !cues.has(Cue.IDENTIFIES, english)
                && !cues.has(Cue.OPENS, english);
    }

    private boolean finds(String english) {
        return cues.has(Cue.FINDS, english) && !cues.has(Cue.PROMISES, english) && !asks(english);
    }

    private boolean promises(String english) {
        boolean isMoreThanAMoment =
                cues.has(Cue.PROMISES, english) && !cues.has(Cue.IN_A_MOMENT, english);
        return !cues.has(Cue.CONDITIONAL, english)
                && (isMoreThanAMoment || cues.has(Cue.CALLS_BACK, english));
    }

    private Part quoted(String text, Predicate<String> matches) {
        return part(Sentences.matching(text, said -> matches.test(english(said))));
    }

    private Part part(String quoted) {
        if (quoted.isEmpty()) {
            return Part.NONE;
        }
        String english = english(quoted);
        return new Part(
                quoted, telling(english) + (NUMBER.matcher(english).find() ? WITH_A_NUMBER : 0));
    }

    private Part promise(Part part) {
        return cues.has(Cue.TIMES, english(part.text()))
                ? new Part(part.text(), part.weight() + WITH_A_TIME)
                : part;
    }

    /** A statement of the agent with a single telling word tells nothing by itself. */
    private static Part ofTheAgent(Part part) {
        return part.weight() < 2 ? Part.NONE : part;
    }

    private int telling(String english) {
        return language.informativeWords(english).size();
    }

    /** Without combining marks: regular expressions look back over them at every word boundary. */
    private String english(String text) {
        String plain = MARKS.matcher(PersonalData.withoutPlaceholders(text)).replaceAll("");
        return interpreter.read(plain).english();
    }
}
