package io.supportassistant.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.personaldata.PersonalData;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedCodesTest {

    private final HeardCall call = new HeardCall();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: can you read me the code slowly? | customer: K 7 | agent: yes? | customer:"
                        + " x 4 4",
                "agent: has the text arrived? | customer: just now, 482 | agent: mhm | customer:"
                        + " and 913",
                "agent: the digits you chose for calls? | customer: um, forty seven | agent: okay |"
                        + " customer: then one one",
                "agent: I texted you something, what does it say? | customer: it says R4T9QX, valid"
                        + " for 10 minutes",
                "agent: Bitte lesen Sie mir die TAN vor | customer: acht null | agent: ja |"
                        + " customer: und dann drei vier neun eins",
                "agent: ¿Le ha llegado el mensaje? | customer: sí, pone 48 29 13, vale diez"
                        + " minutos",
                "agent: les chiffres au dos, s'il vous plaît | customer: alors, huit | agent: oui |"
                        + " customer: quatre | agent: et ensuite ? | customer: deux"
            })
    void shouldReplaceACodeThatIsToldInParts(String turns) {
        call.hearAll(turns);

        for (String said : toldIn(turns)) {
            assertThat(said).contains(PersonalData.SECRET.placeholder());
            assertThat(said.replace("10 minutes", "").replace("valid for", ""))
                    .doesNotContainPattern("\\d|(?i)\\b(?:one|acht|vier|drei|huit|quatre|deux)\\b");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: which error code does the display show? | customer: E 24",
                "agent: I've sent you a code, and your postcode? | customer: LS6 4QB",
                "agent: did the message arrive? | customer: yes, at seven thirty nine",
                "agent: the code please? | customer: it's order 4829-1347",
                "agent: I sent the text, when did you buy it? | customer: in 2019",
                "agent: please don't tell me the PIN | customer: okay, 4 times now it failed",
                "agent: the code is in the text | customer: it cost 126,50 euros",
                "agent: the last four digits of the contract? | customer: 7014",
                "agent: read me the code, please | customer: one moment | customer: I lost it",
                "agent: ¿El código? | customer: el pedido es 88 12 34"
            })
    void shouldKeepOtherNumbers(String turns) {
        call.hearAll(turns);

        assertThat(toldIn(turns)).noneMatch(said -> said.contains("["));
    }

    private List<String> toldIn(String turns) {
        List<String> spoken = List.of(turns.split(" \\| "));
        return call.said().stream()
                .filter(said -> spoken.get(call.said().indexOf(said)).startsWith("customer"))
                .toList();
    }
}
