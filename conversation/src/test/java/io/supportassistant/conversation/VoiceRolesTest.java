package io.supportassistant.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.Speaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoiceRolesTest {

    /**
     * The speakers in the stretch of the last voice; arguments are pairs of a voice and its text.
     */
    private static Map<String, Speaker> learned(String... said) {
        return VoiceRoles.learned(turns(said), said[said.length - 2], Map.of());
    }

    private static List<Turn> turns(String... said) {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < said.length; i += 2) {
            turns.add(new Turn("s" + i, Speaker.UNKNOWN, said[i + 1], i * 1_000L, said[i], 0));
        }
        return turns;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "thank you for calling how can i help | i get error 401 when i log in",
                "okay and what does it say | it says error 401 in the mobile app",
                "can you tell me your order number | my order has not arrived",
                "let me check that for you | i can't sign in",
                "Wie kann ich Ihnen helfen | ich habe ein Problem mit der Rechnung"
            })
    void shouldRecogniseTheAgentByTheWords(String agent, String customer) {
        assertThat(learned("r:voice:1", customer, "r:voice:0", agent))
                .containsEntry("r:voice:0", Speaker.AGENT)
                .containsEntry("r:voice:1", Speaker.CUSTOMER);
        assertThat(learned("r:voice:0", agent, "r:voice:1", customer))
                .containsEntry("r:voice:0", Speaker.AGENT)
                .containsEntry("r:voice:1", Speaker.CUSTOMER);
    }

    @Test
    void shouldTakeTheFirstVoiceAsTheAgentByDefault() {
        assertThat(learned("voice:A", "hello", "voice:B", "hi"))
                .containsEntry("voice:A", Speaker.AGENT)
                .containsEntry("voice:B", Speaker.CUSTOMER);
    }

    @Test
    void shouldLearnNothingFromOneVoice() {
        assertThat(learned("voice:A", "how can i help you")).isEmpty();
    }

    @Test
    void shouldLearnTheVoicesOfEachSession() {
        assertThat(
                        learned(
                                "r1:voice:0", "how can i help you",
                                "r1:voice:1", "my order is late",
                                "r2:voice:0", "yes",
                                "r2:voice:1", "okay"))
                .isEmpty();
        assertThat(
                        learned(
                                "r1:voice:0", "hello",
                                "r1:voice:1", "hi",
                                "r2:voice:0", "i cannot log in",
                                "r2:voice:1", "okay"))
                .containsEntry("r2:voice:1", Speaker.AGENT);
    }

    @Test
    void shouldKeepLearnedSpeakersWhenTheEvidenceHasLeftTheWindow() {
        Map<String, Speaker> known = Map.of("voice:A", Speaker.CUSTOMER, "voice:B", Speaker.AGENT);

        assertThat(VoiceRoles.learned(turns("voice:A", "yes", "voice:B", "okay"), "voice:B", known))
                .isEmpty();
    }
}
