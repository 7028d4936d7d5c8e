package io.supportassistant.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Properties of any text sent to a model, and of any quote it returns. */
class FenceTest {

    /** Any text can be read back unchanged from the fence, and is one line between its marks. */
    @Property
    void shouldFenceAnyText(@ForAll String text) throws Exception {
        List<String> lines = Fence.around("x", List.of(Map.of("text", text))).lines().toList();

        assertThat(lines).hasSize(3).startsWith("<x>").endsWith("</x>");
        assertThat(lines.get(1)).doesNotContainPattern("[<>\\[\\]|]");
        assertThat(new JsonMapper().readTree(lines.get(1)).path("text").asText())
                .isEqualTo(ModelText.visible(text).replace('\u2028', '\n').replace('\u2029', '\n'));
    }

    /** A citation is an exact part of the excerpt. */
    @Property(tries = 200)
    void shouldQuoteVerbatim(@ForAll String excerpt, @ForAll String quote) {
        ModelAnswerer.verbatim(excerpt, quote)
                .ifPresent(found -> assertThat(excerpt).contains(found));
        ModelAnswerer.verbatim(
                        excerpt + "the password has \n expired" + quote, "the password has expired")
                .ifPresentOrElse(
                        found -> assertThat(found).isEqualTo("the password has \n expired"),
                        () -> {
                            throw new AssertionError("not found");
                        });
    }
}
