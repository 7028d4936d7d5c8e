package io.supportassistant.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectNamesTest {

    private static final String GONVILLE = "GONVILLE HOTEL";
    private static final String LENSFIELD = "THE LENSFIELD HOTEL";
    private static final String ROSAS = "ROSA'S BED AND BREAKFAST";
    private static final String BELFRY = "THE CAMBRIDGE BELFRY";
    private static final String LODGE = "CAMBRIDGE LODGE";
    private static final String LIMEHOUSE = "LIMEHOUSE";
    private static final String EFES = "EFES RESTAURANT";
    private static final String POWER = "power_problem";
    private static final List<String> ALL =
            List.of(GONVILLE, LENSFIELD, ROSAS, BELFRY, LODGE, LIMEHOUSE, EFES, POWER);

    /** Words in most articles are not distinctive. */
    private static final Map<String, Double> COMMON =
            Map.of(
                    "the",
                    0.9,
                    "and",
                    0.8,
                    "hotel",
                    0.3,
                    "bed",
                    0.2,
                    "breakfast",
                    0.2,
                    "restaurant",
                    0.3,
                    "problem",
                    0.4,
                    "home",
                    0.1,
                    "house",
                    0.1,
                    "city",
                    0.1);

    private static final Set<String> WRITTEN = Set.of("place", "rooms", "price", "parking");

    private static final SubjectNames NAMES = names(ALL);
    private static final String TWO_TWO = "RESTAURANT TWO TWO";
    private static final String HOME = "HOME FROM HOME";
    private static final SubjectNames NUMBERED =
            names(List.of(TWO_TWO, HOME, "SEVEN", GONVILLE, LENSFIELD));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Is the Gonville Hotel open?",
                "is gonville hotel open",
                "GONVILLE HOTEL",
                "the hotel Gonville",
                "the Gonville's bar",
                "the Gonville\u2019s bar",
                "the Gonville-Hotel, please"
            })
    void shouldRecogniseAName(String text) {
        assertThat(NAMES.namedIn(text)).containsExactly(GONVILLE);
    }

    @ParameterizedTest
    @CsvSource({
        "do you know the Lensfield, THE LENSFIELD HOTEL",
        "a table at Efes, EFES RESTAURANT",
        "my power is gone, power_problem",
        "the Belfry has parking, THE CAMBRIDGE BELFRY"
    })
    void shouldRecogniseTheDistinctivePartOfAName(String text, String name) {
        assertThat(NAMES.namedIn(text)).containsExactly(name);
    }

    @Test
    void shouldIgnoreTheApostropheInAName() {
        assertThat(NAMES.namedIn("a room at Rosa's")).containsExactly(ROSAS);
        assertThat(NAMES.namedIn("a room at Rosa\u2019s bed and breakfast")).containsExactly(ROSAS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Is the gonvile open?", // left out
                "Is the gonnville open?", // put in
                "Is the gonvelle open?", // changed
                "Is the gonvlile open?", // exchanged
                "Is the ognville open?",
                "Is the gonvilel open?"
            })
    void shouldTolerateATypoInALongWord(String text) {
        assertThat(NAMES.namedIn(text)).containsExactly(GONVILLE);
    }

    @ParameterizedTest
    @CsvSource({
        "is the gon ville hotel open, GONVILLE HOTEL",
        "do you know the lens field, THE LENSFIELD HOTEL",
        "a room at rosas bet and breakfast, ROSA'S BED AND BREAKFAST",
        "a room at rosa's bed & breakfast, ROSA'S BED AND BREAKFAST",
        "the cambridge bell fry has parking, THE CAMBRIDGE BELFRY",
        "the gonvillehotel please, GONVILLE HOTEL"
    })
    void shouldRecogniseANameAsARecogniserWritesIt(String text, String name) {
        assertThat(NAMES.namedIn(text)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "is it a goodwill hotel",
                "do you have a field for tents",
                "is the prize right", // nearer to the common "price"
                "two of the places have it"
            })
    void shouldNotTolerateMoreErrors(String text) {
        assertThat(names(List.of(GONVILLE, LENSFIELD, "PREZZO", "PALACE INN")).namedIn(text))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a table for two at seven",
                "it is two two four mill street",
                "a restaurant for two",
                "the house is far from home"
            })
    void shouldNotRecogniseANameInNumbersAndFunctionWordsAlone(String text) {
        assertThat(NUMBERED.namedIn(text)).isEmpty();
    }

    @Test
    void shouldRecogniseAFullNameOfNumbersAndFunctionWords() {
        assertThat(NUMBERED.namedIn("is restaurant two two open")).containsExactly(TWO_TWO);
        assertThat(NUMBERED.namedIn("a night at home from home")).containsExactly(HOME);
    }

    @Test
    void shouldPreferTheMoreCompleteName() {
        SubjectNames names =
                names(List.of("NANDOS", "NANDOS CITY CENTRE", "EFES CITY CENTRE", "ACORN CENTRE"));

        assertThat(names.namedIn("nandos in town")).containsExactly("NANDOS");
        assertThat(names.namedIn("the nandos city centre")).containsExactly("NANDOS CITY CENTRE");
        assertThat(names.namedIn("a table in the city centre")).isEmpty();
    }

    @Test
    void shouldRecogniseTwoNamesInOneSentence() {
        assertThat(NAMES.namedIn("Which is cheaper, the Gonville Hotel or the Lensfield?"))
                .containsExactlyInAnyOrder(GONVILLE, LENSFIELD);
    }

    @Test
    void shouldNotRecogniseANameByASharedWord() {
        assertThat(NAMES.namedIn("a place in cambridge")).isEmpty();
        assertThat(NAMES.namedIn("the lodge in cambridge")).containsExactly(LODGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Do they have a bar?",
                "I need a hotel with parking and breakfast",
                "a restaurant, and a bed for the night",
                "there is a problem with the lime in the house",
                "",
                "  ",
                "?!"
            })
    void shouldNotRecogniseNamesInOtherText(String text) {
        assertThat(NAMES.namedIn(text)).isEmpty();
    }

    @Test
    void shouldRequireTheWordsOfANameCloseTogether() {
        SubjectNames names = names(List.of("BLUE ANCHOR INN", "GREEN ANCHOR INN", "BLUE BOAR INN"));

        assertThat(names.namedIn("the blue old anchor")).containsExactly("BLUE ANCHOR INN");
        assertThat(names.namedIn("something blue that we saw when the ship lay there at anchor"))
                .isEmpty();
    }

    @Test
    void shouldCountARepeatedWordOnce() {
        SubjectNames names = names(List.of("BLUE ANCHOR INN", "GREEN ANCHOR INN"));

        assertThat(names.namedIn("anchor anchor anchor anchor")).isEmpty();
    }

    @Test
    void shouldRecogniseNothingWithoutUsableNames() {
        assertThat(names(List.of()).namedIn("anything at all")).isEmpty();
        assertThat(names(List.of("", " ", "?!")).namedIn("? anything")).isEmpty();
    }

    @Test
    void shouldNotRecogniseANameOfCommonWords() {
        assertThat(names(List.of("THE")).namedIn("the end")).isEmpty();
    }

    @Property(tries = 200)
    void shouldRecogniseEveryFullName(@ForAll("names") String name, @ForAll("fillers") String by) {
        assertThat(NAMES.namedIn(by + " " + name.toLowerCase(Locale.ROOT) + " " + by))
                .contains(name);
    }

    @Property(tries = 300)
    void shouldNeverFail(@ForAll String text) {
        assertThatCode(() -> NAMES.namedIn(text)).doesNotThrowAnyException();
    }

    @Provide
    static Arbitrary<String> names() {
        return Arbitraries.of(ALL);
    }

    @Provide
    static Arbitrary<String> fillers() {
        return Arbitraries.of("", "well", "so what about", "I would like to know of the", "uh ,");
    }

    private static SubjectNames names(List<String> names) {
        return new SubjectNames(names, new Articles());
    }

    private static final class Articles implements SubjectNames.Vocabulary {

        @Override
        public double elsewhere(String word, Set<String> subjects) {
            return COMMON.getOrDefault(word, 0.001);
        }

        @Override
        public boolean isWritten(String word) {
            return COMMON.containsKey(word) || WRITTEN.contains(word);
        }

        @Override
        public Collection<String> common() {
            return WRITTEN;
        }
    }
}
