package io.supportassistant.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.answer.TextBlocks.Block;
import io.supportassistant.answer.TextBlocks.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextBlocksTest {

    @Test
    void shouldFindListsWithTheirLeadIn() {
        String body = "It is red. Do this:\n\n1. Open it.\n2. Close it.\n\nThe end.";

        List<Block> blocks = TextBlocks.of(body).blocks();

        assertThat(blocks).hasSize(3);
        Block steps = blocks.get(1);
        assertThat(steps.numbered()).isTrue();
        assertThat(body.substring(steps.lead(), steps.end()))
                .isEqualTo("Do this:\n\n1. Open it.\n2. Close it.");
        assertThat(steps.items())
                .extracting(item -> text(body, item))
                .containsExactly("Open it.", "Close it.");
    }

    @ParameterizedTest
    @CsvSource({
        // wrapped and indented lines belong to their item
        "'1. a\nb\n2. c\n   - d\n   - e\n\n   f\n3. g', 1",
        // blank lines between items
        "'- a\n\n- b\n\n- c', 1",
        // Markdown that numbers every step 1
        "'1. a\n1. b\n1. c', 1",
        // a note between two steps
        "'1. a\n2. b\n\nA note.\n\n3. c', 1",
        "'1. a\n2. b\n\n1. c\n2. d', 2",
        "'- a\n1. b\n2. c', 2",
        "'1) a\n2) b', 1",
        "'5 to 7 days.\n- a', 1",
        "'2026. A year.', 0",
    })
    void shouldCountLists(String body, int lists) {
        assertThat(TextBlocks.of(body).blocks().stream().filter(Block::isList)).hasSize(lists);
    }

    @Test
    void shouldAttachANoteBetweenStepsToThePreviousStep() {
        String body = "1. a\n2. b\n\nA note.\n\n3. c";

        Block steps = TextBlocks.of(body).blocks().get(0);

        assertThat(body.substring(steps.start(), steps.end())).isEqualTo(body);
        assertThat(steps.items())
                .extracting(item -> text(body, item))
                .containsExactly("a", "b\n\nA note.", "c");
    }

    private static String text(String body, Span span) {
        return body.substring(span.start(), span.end());
    }
}
