package io.supportassistant.context.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GazetteerTest {

    private static final Gazetteer GAZETTEER = Gazetteer.standard();

    @Test
    void shouldPreferTheLongestNameOfAKind() {
        Gazetteer.Kinds kinds = GAZETTEER.find(List.of("my", "visual", "studio", "code", "hangs"));

        assertThat(begins(kinds, "application")).containsExactly(1);
        assertThat(continues(kinds, "application")).containsExactly(2, 3);
    }

    @Test
    void shouldRecogniseThePlural() {
        assertThat(begins(GAZETTEER.find(List.of("both", "browsers")), "software"))
                .containsExactly(1);
        assertThat(begins(GAZETTEER.find(List.of("text", "boxes")), "ui_element"))
                .containsExactly(0);
    }

    @Test
    void shouldRecogniseANameOfSeveralKinds() {
        Gazetteer.Kinds kinds = GAZETTEER.find(List.of("screen"));

        assertThat(begins(kinds, "device")).containsExactly(0);
        assertThat(begins(kinds, "ui_element")).containsExactly(0);
        assertThat(begins(kinds, "website")).isEmpty();
    }

    @Test
    void shouldFindNothingOutsideTheSentence() {
        Gazetteer.Kinds kinds = GAZETTEER.find(List.of("chrome"));

        assertThat(kinds.of(-1)).isZero();
        assertThat(kinds.of(0)).isNotZero();
        assertThat(kinds.of(1)).isZero();
    }

    private static List<Integer> begins(Gazetteer.Kinds kinds, String kind) {
        return places(kinds.first(), kind);
    }

    private static List<Integer> continues(Gazetteer.Kinds kinds, String kind) {
        return places(kinds.within(), kind);
    }

    private static List<Integer> places(int[] bits, String kind) {
        int bit = 1 << GAZETTEER.kinds().indexOf(kind);
        return IntStream.range(0, bits.length).filter(i -> (bits[i] & bit) != 0).boxed().toList();
    }
}
