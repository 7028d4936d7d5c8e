package io.supportassistant.need;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.context.Language;
import io.supportassistant.conversation.Gist;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.Speaker;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.KnowledgeWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GistReaderTest {

    private final EnglishText english = new EnglishText();

    @Test
    void shouldGiveLaterSpeechMoreWeight() {
        Gist gist = read("c: my router is red", "a: okay", "c: the camera too");

        assertThat(gist.words().get("camera")).isGreaterThan(gist.words().get("router"));
        assertThat(gist.words().get("router")).isGreaterThan(0.5);
    }

    @Test
    void shouldReadBothSpeakersAndKeepTheCustomersWordsSeparate() {
        Gist gist = read("a: is it the thermostat", "c: no the doorbell");

        assertThat(gist.words()).containsKeys(stem("thermostat"), stem("doorbell"));
        assertThat(gist.customerWords())
                .containsKey(stem("doorbell"))
                .doesNotContainKey(stem("thermostat"));
    }

    @Test
    void shouldIgnoreCommonWords() {
        assertThat(read("c: yeah hi um so i'd like to").words()).isEmpty();
        assertThat(read("a: hello", "c: okay thanks").isEmpty()).isTrue();
    }

    @Test
    void shouldFindNoNeedInAgentSpeechAlone() {
        assertThat(read("a: you can reset your password in the portal", "c: okay").isEmpty())
                .isTrue();
    }

    @Test
    void shouldWriteSpokenNumbersAsNumbers() {
        assertThat(read("c: it's error four oh one").words()).containsKey("401");
    }

    @Test
    void shouldRecogniseWordsThatSoundLikeWordsOfTheKnowledgeBase() {
        Gist gist = read(words(Map.of("hollyday", "holiday")), "c: we are on holly day");

        assertThat(gist.words()).containsKey(stem("holiday"));
        assertThat(gist.words().get(stem("holiday"))).isLessThan(gist.words().get("holli"));
    }

    @Test
    void shouldKeepTheLastThreeTurnsOfTheCustomer() {
        Gist gist = read("c: one thing", "c: my bill", "a: yes", "c: is too high", "c: by far");

        assertThat(gist.lately()).containsExactly("my bill", "is too high", "by far");
        assertThat(gist.newestWords()).isEqualTo(2);
        assertThat(gist.latelyWords()).isEqualTo(7);
    }

    @Test
    void shouldBoundTheWeightOfARepeatedWord() {
        Gist gist = read("c: refund", "c: refund", "c: refund", "c: refund", "c: refund");

        assertThat(gist.words().get("refund")).isEqualTo(1.5);
    }

    private Gist read(String... turns) {
        return read(words(Map.of()), turns);
    }

    private Gist read(KnowledgeWords known, String... said) {
        List<Turn> turns = new ArrayList<>();
        for (String text : said) {
            Speaker speaker = text.startsWith("a:") ? Speaker.AGENT : Speaker.CUSTOMER;
            turns.add(
                    new Turn(
                            "s" + turns.size(),
                            speaker,
                            text.substring(2).strip(),
                            1000L * turns.size()));
        }
        return new GistReader(Language.english(), english, known).read(turns);
    }

    private String stem(String word) {
        return english.stems(word).iterator().next();
    }

    private static KnowledgeWords words(Map<String, String> alike) {
        return new KnowledgeWords() {
            @Override
            public double rarity(String stem) {
                return 1;
            }

            @Override
            public Set<String> heardAs(String heard, boolean joined) {
                return alike.containsKey(heard) ? Set.of(alike.get(heard)) : Set.of();
            }
        };
    }
}
