package io.supportassistant.brief;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.brief.Noted.Section;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.CallBrief.Quote;
import io.supportassistant.events.CallBrief.Result;
import io.supportassistant.events.CallBrief.Statement;
import io.supportassistant.events.Speaker;
import io.supportassistant.language.Interpreter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementFinderTest {

    private static final Language LANGUAGE = Language.english();
    private static final StatementFinder FINDER =
            new StatementFinder(
                    LANGUAGE, Interpreter.of(LANGUAGE.commonWords(), List.of("de", "es", "fr")));

    @Test
    void shouldNoteTheAnswerToAQuestionAboutTheMatter() {
        assertThat(
                        noted(
                                Section.FOUND,
                                "agent: okay and what does the display say?",
                                "customer: um it says N007 in red"))
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.said().text()).isEqualTo("it says N007 in red");
                            assertThat(one.question().text())
                                    .isEqualTo("what does the display say?");
                        });
    }

    @Test
    void shouldWaitForTheAnswerOfACustomerWhoLooksForIt() {
        assertThat(
                        noted(
                                Section.FOUND,
                                "agent: is there a message on the screen?",
                                "customer: yeah hang on, it's tiny",
                                "customer: let me read it to you",
                                "customer: it says Error 401"))
                .filteredOn(one -> one.question() != null)
                .extracting(one -> one.said().text())
                .containsExactly("it says Error 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "can I get your name and the address of the service?",
                "and the last three digits of your account?",
                "what is your date of birth?",
                "anything else I can do?",
                "good morning, Support, how can I help?"
            })
    void shouldNotNoteWhoIsCallingAndGreetings(String question) {
        assertThat(noted(Section.FOUND, "agent: " + question, "customer: it is eight one nine"))
                .isEmpty();
    }

    @Test
    void shouldNoteAStepWithTheLastReportOnIt() {
        assertThat(
                        noted(
                                Section.TRIED,
                                "agent: unplug the router for a minute",
                                "customer: it's still red",
                                "agent: it takes a while",
                                "customer: oh it's back"))
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.said().text())
                                    .isEqualTo("unplug the router for a minute");
                            assertThat(one.result()).isEqualTo(Result.WORKED);
                            assertThat(one.reply().text()).isEqualTo("it's back");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "that's my old work phone, I handed it back in May",
                "so I put it back on the wall",
                "they sent that back last week"
            })
    void shouldNotTakeWhatWasGivenBackForASuccess(String said) {
        assertThat(noted(Section.TRIED, "agent: tap on restart", "customer: " + said))
                .allMatch(one -> one.result() != Result.WORKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"its back", "internet back", "oh the picture's back", "it came back"})
    void shouldTakeWhatIsBackForASuccess(String said) {
        assertThat(noted(Section.TRIED, "agent: tap on restart the hub", "customer: " + said))
                .singleElement()
                .matches(one -> one.result() == Result.WORKED);
    }

    @Test
    void shouldNoteWhatTheCustomerHasTried() {
        assertThat(noted(Section.TRIED, "customer: well I already restarted the hub twice"))
                .extracting(one -> one.said().text())
                .containsExactly("I already restarted the hub twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: You'll get forty dollars for that, it's on the next bill.",
                "agent: I've ordered a new card, it takes three to five days",
                "agent: a technician calls you within the next hour",
                "agent: I'm booking a new visit with priority",
                "agent: the team rings you by Thursday",
                "customer: I'll send you the photos tonight",
                "customer: I'll ring the airline today",
                "agent: I'll check that with the depot and call you back by Friday",
                "agent: Let me look into it, and then I will email you tomorrow"
            })
    void shouldNotePromises(String said) {
        assertThat(noted(Section.PROMISED, said)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: I'll have a look at your account",
                "agent: let me pull up how that works",
                "agent: I'll put you on hold for a moment",
                "agent: thank you for waiting",
                "customer: will you send me a new one?",
                "agent: I'll check that for you, one moment",
                "agent: If it happens again I'll call you back tomorrow"
            })
    void shouldNotTakePolitenessForAPromise(String said) {
        assertThat(noted(Section.PROMISED, said)).isEmpty();
    }

    @Test
    void shouldQuoteHowItIsForTheCustomer() {
        assertThat(
                        noted(
                                Section.FEELINGS,
                                "customer: Yes. This is the third time I call about it. My number"
                                        + " is on file."))
                .extracting(one -> one.said().text())
                .containsExactly("This is the third time I call about it.");
    }

    @Test
    void shouldNoteAQuestionUntilTheOtherSideReplies() {
        String question = "customer: how long does the refund take?";

        assertThat(noted(Section.OPEN, question)).hasSize(1);
        assertThat(noted(Section.OPEN, question, "agent: let me check")).hasSize(1);
        assertThat(noted(Section.OPEN, question, "agent: about five days")).isEmpty();
    }

    @Test
    void shouldReadAnotherLanguageAndQuoteItAsItWasSaid() {
        assertThat(noted(Section.FOUND, "customer: ich bekomme in der App den Fehler 401"))
                .extracting(one -> one.said().text())
                .containsExactly("ich bekomme in der App den Fehler 401");
    }

    @Test
    void shouldCutALongQuoteBetweenWords() {
        String said = "the camera does not work " + "and then it blinks ".repeat(40);

        assertThat(noted(Section.FOUND, "customer: " + said).get(0).said().text())
                .hasSizeLessThan(225)
                .endsWith("\u2026");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "so ",
                "ok ",
                "yeah, ",
                "uhhhh ",
                "just ",
                "next ",
                "then please ",
                "i ",
                "is it ",
                "you'll ",
                "a. ",
                "? ",
                "no no ",
                "[secret] ",
                "one two ",
                "still ",
                "the ",
                "\u0301",
                "a\u0e31",
                "\u0651 ",
                "e\u0301 "
            })
    void shouldReadAnyNumberOfRepeatedWords(String word) throws Exception {
        String said = word.repeat(10_000 / word.length());
        List<Turn> turns = turns("agent: " + said, "customer: " + said, "agent: " + said);
        CompletableFuture<List<Noted>> found = new CompletableFuture<>();
        Thread small =
                new Thread(null, () -> found.complete(FINDER.in(turns)), "small-stack", 256 * 1024);
        small.start();

        assertThat(found.get(60, TimeUnit.SECONDS)).isNotNull();
    }

    @Property(tries = 200)
    void shouldQuoteNothingThatWasNotSaid(@ForAll @Size(max = 12) List<String> texts) {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            turns.add(
                    new Turn(
                            "s" + i,
                            i % 2 == 0 ? Speaker.AGENT : Speaker.CUSTOMER,
                            texts.get(i) + " I'll send it today? it is still broken",
                            i * 1000L));
        }
        for (Noted one : FINDER.in(turns)) {
            assertThat(isSaidIn(turns, one.statement().said())).isTrue();
        }
    }

    private static boolean isSaidIn(List<Turn> turns, Quote quote) {
        return turns.stream()
                .filter(turn -> turn.segmentId().equals(quote.segmentId()))
                .anyMatch(turn -> Sentences.contains(turn.text(), quote.text()));
    }

    private static List<Statement> noted(Section section, String... lines) {
        return FINDER.in(turns(lines)).stream()
                .filter(one -> one.section() == section)
                .map(Noted::statement)
                .toList();
    }

    static List<Turn> turns(String... lines) {
        List<Turn> turns = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split(": ", 2);
            turns.add(
                    new Turn(
                            "s" + turns.size(),
                            Speaker.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                            parts[1],
                            turns.size() * 5_000L));
        }
        return turns;
    }
}
