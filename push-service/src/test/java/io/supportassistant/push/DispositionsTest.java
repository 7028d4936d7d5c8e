package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.settings.SettingException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispositionsTest {

    private final Dispositions dispositions =
            new Dispositions(List.of("billing=Billing or payment", "order = Order", "other"));

    @Test
    void shouldOfferTheListedCodesInTheirOrderUntilAgentsChoose() {
        assertThat(codes("login_problem")).containsExactly("billing", "order", "other");
        assertThat(dispositions.likeliestFirst(null).getJsonObject(0))
                .isEqualTo(
                        new JsonObject().put("code", "billing").put("name", "Billing or payment"));
        assertThat(dispositions.likeliestFirst(null).getJsonObject(1).getString("name"))
                .isEqualTo("Order");
    }

    @Test
    void shouldOfferFirstWhatAgentsChooseForSuchAProblem() {
        dispositions.choose("login_problem", "other");
        dispositions.choose("delivery", "order");
        dispositions.choose("delivery", "order");

        assertThat(codes("login_problem")).containsExactly("other", "order", "billing");
        assertThat(codes("delivery")).containsExactly("order", "other", "billing");
        assertThat(codes(null)).containsExactly("order", "other", "billing");
    }

    @Test
    void shouldNotCountACodeThatIsNotListedAnyMore() {
        dispositions.choose(null, "former");

        assertThat(codes(null)).containsExactly("billing", "order", "other");
    }

    @Test
    void shouldBoundWhatItLearns() {
        for (int i = 0; i < 10_000; i++) {
            dispositions.choose("label " + i, "other");
        }
        dispositions.choose("late", "order");

        assertThat(codes("late")).containsExactly("other", "order", "billing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=Billing", "billing=", "other"})
    void shouldRefuseListsThatAreNotUsable(String one) {
        assertThatThrownBy(() -> new Dispositions(List.of("other", one)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("DISPOSITIONS");
    }

    private List<String> codes(String label) {
        return dispositions.likeliestFirst(label).stream()
                .map(one -> ((JsonObject) one).getString("code"))
                .toList();
    }
}
