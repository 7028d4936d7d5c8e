package io.supportassistant.need;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.context.Language;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.InProcessEmbedder;
import io.supportassistant.need.UtteranceKinds.Kind;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtteranceKindsTest {

    private static final UtteranceSigns SIGNS = new UtteranceSigns(Language.english());
    private static final UtteranceKinds KINDS = UtteranceKinds.standard();
    private static final Embedder EMBEDDER = new InProcessEmbedder();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "can i take your name please|it's maria delgado d e l g a d o",
                "and the postcode|b t one seven four a k",
                "what's your account number|four four two one nine eight",
                "could you confirm your date of birth|third of march nineteen seventy nine",
            })
    void shouldRecogniseAnIdentification(String agent, String customer) {
        assertThat(kind(agent, customer).isIdentity()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "how can i help|my boiler has no hot water since this morning",
                "anything else|how long does a refund take",
                "okay|i want to send the table back",
                "can i take your name please|maria but look my card was declined twice",
            })
    void shouldRecogniseANeed(String agent, String customer) {
        Kind kind = kind(agent, customer);

        assertThat(kind.isIdentity()).isFalse();
        assertThat(kind.need()).isGreaterThan(kind(agent, "yes okay").need());
    }

    @Property(tries = 300)
    void shouldGiveSignsBetweenZeroAndOneForAnyText(@ForAll String customer, @ForAll String agent) {
        assertThat(SIGNS.of(customer, false, agent, 3).values())
                .allSatisfy(sign -> assertThat(sign).isBetween(0.0, 1.0));
    }

    private static Kind kind(String agent, String customer) {
        Map<String, Double> signs = SIGNS.of(customer, false, agent, 4);
        return KINDS.of(EMBEDDER.embed(List.of(customer)).join().get(0), signs);
    }
}
