package io.supportassistant.context;

import static io.supportassistant.conversation.SampleCall.agentTurn;
import static io.supportassistant.conversation.SampleCall.customerTurn;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.conversation.Turn;
import io.supportassistant.events.Speaker;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    private static final int MOST_CHARACTERS = 400;
    private static final Set<String> NOTHING = Set.of("okay", "mm-hm", "yes");

    @Test
    void shouldGiveTheLastWordsOfBothSpeakers() {
        assertThat(
                        last(
                                customerTurn("c1", "My parcel is late."),
                                agentTurn("a1", "Which order is it?"),
                                customerTurn("c2", "It is 4012.")))
                .isEqualTo(new Exchange("Which order is it?", "It is 4012.", false));
    }

    @Test
    void shouldJoinTheSegmentsOfOneTurn() {
        assertThat(
                        last(
                                agentTurn("a1", "Thanks for waiting."),
                                agentTurn("a2", "Which order is it?"),
                                customerTurn("c1", "It is"),
                                customerTurn("c2", "4012.")))
                .isEqualTo(
                        new Exchange(
                                "Thanks for waiting. Which order is it?", "It is 4012.", true));
    }

    @Test
    void shouldNotSplitATurnAtAcknowledgements() {
        assertThat(
                        last(
                                customerTurn("c1", "My parcel is late."),
                                agentTurn("a1", "I look it up."),
                                customerTurn("c2", "mm-hm"),
                                agentTurn("a2", "Which order is it?"),
                                customerTurn("c3", "It is"),
                                agentTurn("a3", "okay"),
                                customerTurn("c4", "4012.")))
                .isEqualTo(new Exchange("I look it up. Which order is it?", "It is 4012.", false));
    }

    @Test
    void shouldIgnoreAgentSpeechAfterTheCustomers() {
        assertThat(
                        last(
                                agentTurn("a1", "How can I help?"),
                                customerTurn("c1", "My parcel is late."),
                                agentTurn("a2", "I look it up."),
                                agentTurn("a3", "One moment.")))
                .isEqualTo(new Exchange("How can I help?", "My parcel is late.", true));
    }

    @Test
    void shouldOpenWithTheFirstWordsOfSubstance() {
        assertThat(last(customerTurn("c1", "My parcel is late.")).opening()).isTrue();
        assertThat(
                        last(
                                        customerTurn("c1", "yes"),
                                        agentTurn("a1", "How can I help?"),
                                        customerTurn("c2", "My parcel is late."))
                                .opening())
                .isTrue();
        assertThat(
                        last(
                                        customerTurn("c1", "My parcel is late."),
                                        agentTurn("a1", "How late?"),
                                        customerTurn("c2", "A week."))
                                .opening())
                .isFalse();
    }

    @Test
    void shouldTreatEverySpeakerButTheAgentAsTheCustomer() {
        assertThat(
                        last(
                                agentTurn("a1", "How can I help?"),
                                new Turn("u1", Speaker.UNKNOWN, "It is late.", null)))
                .isEqualTo(new Exchange("How can I help?", "It is late.", true));
    }

    @Test
    void shouldBeEmptyWithoutTurns() {
        assertThat(last()).isEqualTo(new Exchange("", "", true));
        assertThat(last(agentTurn("a1", "Hello?"))).isEqualTo(new Exchange("", "", true));
        assertThat(last(customerTurn("c1", "Hello?"))).isEqualTo(new Exchange("", "Hello?", true));
    }

    @Test
    void shouldKeepTheEndOfAMonologue() {
        Exchange exchange =
                last(
                        customerTurn("c1", "short"),
                        customerTurn("c2", "a".repeat(MOST_CHARACTERS - 4)),
                        customerTurn("c3", "the end"));

        // the second text does not fit before the third, and the text before it would leave a gap
        assertThat(exchange.customer()).isEqualTo("the end");
    }

    @Test
    void shouldKeepTheEndOfALongSegment() {
        String text = "\ud83d\ude00".repeat(MOST_CHARACTERS) + "!";

        // the last 400 characters begin with half a surrogate pair, which is left out
        assertThat(last(customerTurn("c1", text)).customer())
                .isEqualTo("\ud83d\ude00".repeat((MOST_CHARACTERS - 2) / 2) + "!");
        assertThat(last(customerTurn("c1", "a".repeat(MOST_CHARACTERS))).customer())
                .hasSize(MOST_CHARACTERS);
    }

    @Test
    void shouldJoinTheTextsOfBothInOrder() {
        assertThat(new Exchange("Which order?", "4012", false).both())
                .isEqualTo("Which order? 4012");
        assertThat(new Exchange("", "4012", false).both()).isEqualTo("4012");
        assertThat(new Exchange("Which order?", " ", false).both()).isEqualTo("Which order?");
        assertThat(new Exchange("", "", true).both()).isEmpty();
    }

    @Property(tries = 300)
    void shouldQuoteBoundedPartsOfTheTurns(@ForAll("conversations") List<Turn> turns) {
        Exchange exchange = Exchange.last(turns, NOTHING::contains);
        String all = String.join(" ", turns.stream().map(Turn::text).toList());

        for (String said : List.of(exchange.agent(), exchange.customer())) {
            assertThat(said).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
            for (String word : said.split(" ")) {
                assertThat(all).contains(word);
            }
        }
    }

    @Provide
    static Arbitrary<List<Turn>> conversations() {
        Arbitrary<String> texts =
                Arbitraries.oneOf(
                        Arbitraries.of(NOTHING),
                        Arbitraries.strings().alpha().ofMaxLength(20),
                        Arbitraries.strings().alpha().ofMinLength(300).ofMaxLength(500),
                        Arbitraries.strings().ofMaxLength(20));
        return Combinators.combine(Arbitraries.of(Speaker.values()), texts)
                .as((speaker, text) -> new Turn("s", speaker, text, null))
                .list()
                .ofMaxSize(12);
    }

    private static Exchange last(Turn... turns) {
        return Exchange.last(List.of(turns), NOTHING::contains);
    }
}
