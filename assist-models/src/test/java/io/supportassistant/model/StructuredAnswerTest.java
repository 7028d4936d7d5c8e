package io.supportassistant.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredAnswerTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"ok\"}",
                "  \n{\"text\":\"ok\"}\n",
                "```json\n{\"text\":\"ok\"}\n```",
                "```\n{\"text\":\"ok\"}```",
                "Here is the JSON you asked for:\n{\"text\":\"ok\"}\nLet me know!",
                "<think>maybe {\"text\":\"no\"}?</think>{\"text\":\"ok\"}",
                "{'text':'ok'}",
                "{text: \"ok\",}",
                "\uFEFF{\"text\":\"ok\"}",
                "{\"text\":\"ok\"}}}",
                "[{\"text\":\"ok\"}]"
            })
    void shouldFindTheObject(String content) {
        Optional<StructuredAnswer> answer = StructuredAnswer.parse(content);

        if (content.endsWith("}}}")) {
            assertThat(answer.flatMap(read -> read.text("text", 9))).contains("ok");
        } else {
            assertThat(answer.orElseThrow().text("text", 9)).contains("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "12",
                "no JSON at all",
                "{\"text\":\"cut of",
                "}{",
                "{{{{",
                "<html><body>{oops</body></html>"
            })
    void shouldRejectTextWithoutAnObject(String content) {
        assertThat(StructuredAnswer.parse(content)).isEmpty();
    }

    @Test
    void shouldRejectExcessiveDepthAndLength() {
        assertThat(StructuredAnswer.parse("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)))
                .isEmpty();
        assertThat(StructuredAnswer.parse("{\"a\":\"" + "x".repeat(100_000) + "\"}")).isEmpty();
        assertThat(StructuredAnswer.parse(null)).isEmpty();
    }

    @Test
    void shouldClampTruncateAndTreatOtherTypesAsMissing() {
        StructuredAnswer answer =
                StructuredAnswer.parse(
                                """
                                {"high": 7, "low": -0.5, "text_number": "0.25", "nan": "NaN", "words": "many",
                                 "yes": "True", "no": false, "maybe": "perhaps", "huge": 1e300,
                                 "list": ["aaaa", 1, {"x": 1}, "b", null], "object": {"a": 1}}
                                """)
                        .orElseThrow();

        assertThat(answer.share("high")).contains(1.0);
        assertThat(answer.share("low")).contains(0.0);
        assertThat(answer.share("text_number")).contains(0.25);
        assertThat(answer.share("nan")).isEmpty();
        assertThat(answer.share("words")).isEmpty();
        assertThat(answer.share("list")).isEmpty();
        assertThat(answer.wholeNumber("huge", 1, 9)).contains(9);
        assertThat(answer.wholeNumber("low", 1, 9)).contains(1);
        assertThat(answer.flag("yes")).contains(true);
        assertThat(answer.flag("no")).contains(false);
        assertThat(answer.flag("maybe")).isEmpty();
        assertThat(answer.objects("list", 9)).hasSize(1);
        assertThat(answer.objects("object", 9)).isEmpty();
        assertThat(answer.text("object", 9)).isEmpty();
        assertThat(answer.text("missing", 9)).isEmpty();
    }

    /** Whatever a model writes, parsing it gives an answer within limits or none. */
    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void shouldStayWithinLimitsForAnyText(@ForAll("mangled") String content) {
        StructuredAnswer.parse(content)
                .ifPresent(
                        answer -> {
                            answer.text("text", 10)
                                    .ifPresent(text -> assertThat(text.length()).isBetween(0, 10));
                            answer.share("confidence")
                                    .ifPresent(share -> assertThat(share).isBetween(0.0, 1.0));
                            assertThat(answer.objects("list", 3)).hasSizeLessThanOrEqualTo(3);
                            answer.flag("text");
                            answer.wholeNumber("confidence", 1, 9);
                        });
    }

    /** A conforming answer is read unchanged, however it is wrapped. */
    @Property(tries = 500)
    void shouldReadAValidObjectInAnyWrapping(
            @ForAll String text, @ForAll @IntRange(min = 0, max = 3) int wrapping)
            throws JsonProcessingException {
        String json = JSON.writeValueAsString(Map.of("text", text));
        String content =
                switch (wrapping) {
                    case 0 -> json;
                    case 1 -> "```json\n" + json + "\n```";
                    case 2 -> "Sure: " + json;
                    default -> json + "\n\nAnything else?";
                };

        assertThat(StructuredAnswer.parse(content).orElseThrow().text("text", 100_000))
                .contains(text);
    }

    @Provide
    Arbitrary<String> mangled() {
        Arbitrary<String> json =
                Combinators.combine(
                                Arbitraries.strings().ofMaxLength(20),
                                Arbitraries.doubles(),
                                Arbitraries.strings().ofMaxLength(8).list().ofMaxSize(6))
                        .as(StructuredAnswerTest::json);
        Arbitrary<String> pieces =
                Arbitraries.of(
                        "{", "}", "[", "]", "\"", ",", ":", "```", "\\", "text", "1e999", "'");
        Arbitrary<String> noise = pieces.list().ofMaxSize(30).map(list -> String.join("", list));
        return Combinators.combine(
                        json,
                        noise,
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.of(0, 1, 2))
                .as(
                        (whole, junk, at, how) -> {
                            int cut = Math.min(at, whole.length());
                            return switch (how) {
                                case 0 -> whole.substring(0, cut) + junk + whole.substring(cut);
                                case 1 -> whole.substring(0, cut);
                                default -> junk;
                            };
                        });
    }

    private static String json(String text, double number, List<String> list) {
        try {
            return JSON.writeValueAsString(
                    Map.of("text", text, "confidence", number, "list", list));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
