package io.supportassistant.bridge.avaya;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "Interaction.Created,Interaction.Created,true",
        "Interaction.Created,InteractionXCreated,false",
        "*EngagementCreated,InboundEngagementCreated,true",
        "*EngagementCreated,EngagementCreated,true",
        "*Engagement*Ended,VoiceEngagementHasEnded,true",
        "*Engagement*Ended,EngagementEnde,false",
        "a*a,a,false",
        "a*a,aa,true",
        "ab*bc,abc,false",
        "*,anything,true"
    })
    void shouldMatchAnyCharactersWithAStar(String pattern, String text, boolean matches) {
        assertThat(Glob.of(pattern).matches(text)).isEqualTo(matches);
    }

    @Provide
    Arbitrary<String> fewLetters() {
        return Arbitraries.strings().withChars("ab").ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab*").ofMaxLength(6);
    }

    @Property
    void shouldMatchLikeARegularExpression(
            @ForAll("patterns") String pattern, @ForAll("fewLetters") String text) {
        String regex =
                Stream.of(pattern.split(""))
                        .map(c -> c.replace("*", ".*"))
                        .collect(Collectors.joining());

        assertThat(Glob.of(pattern).matches(text)).isEqualTo(text.matches(regex));
    }

    @Test
    void shouldMatchARepeatedWordFast() {
        Glob glob = Glob.of("*Engagement*Engagement*Completed");
        String text = "Engagement".repeat(60_000);
        long begun = System.nanoTime();

        assertThat(glob.matches(text)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
    }
}
