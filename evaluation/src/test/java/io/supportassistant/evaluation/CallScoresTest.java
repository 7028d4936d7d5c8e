package io.supportassistant.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.evaluation.ShownCall.Card;
import io.supportassistant.evaluation.ShownCall.Lead;
import io.supportassistant.evaluation.WantedCall.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallScoresTest {

    private static final Wanted WANTED = new Wanted("A", 2, 6, List.of("B"));

    @Test
    void shouldCountAWantedCardInTime() {
        CallScores scores = score(List.of(WANTED), lead(4, "A"));

        assertThat(scores.precision()).isEqualTo(1);
        assertThat(scores.recall()).isEqualTo(1);
        assertThat(scores.promptShare()).isEqualTo(1);
        // an article is useful in customer turns 2, 4 and 6, and from 4 on the right card leads
        assertThat(scores.leadTurns()).isEqualTo(2);
        assertThat(scores.leadShare()).isEqualTo(1);
    }

    @Test
    void shouldCountAnEquivalentCard() {
        assertThat(score(List.of(WANTED), lead(6, "B")).recall()).isEqualTo(1);
        assertThat(score(List.of(WANTED), lead(6, "B")).promptShare()).isZero();
    }

    @Test
    void shouldCountALateCardAsUseless() {
        CallScores scores = score(List.of(WANTED), lead(7, "A"));

        assertThat(scores.precision()).isZero();
        assertThat(scores.recall()).isZero();
        assertThat(scores.uselessPerCall()).isEqualTo(1);
    }

    @Test
    void shouldNotCountAnAcceptableCardAsUsefulOrUseless() {
        CallScores scores = score(List.of(WANTED), lead(3, "fine"), lead(4, "A"), lead(5, "other"));

        assertThat(scores.useful()).isEqualTo(1);
        assertThat(scores.useless()).isEqualTo(1);
    }

    @Test
    void shouldNotCountRows() {
        ShownCall rows =
                new ShownCall(
                        "one",
                        List.of(new Card(4, "A", "row", 0.3), new Card(4, "other", "row", 0.3)),
                        List.of(),
                        List.of(),
                        List.of());

        CallScores scores = CallScores.of(List.of(call(List.of(WANTED))), Map.of("one", rows));

        assertThat(scores.found()).isZero();
        assertThat(scores.useless()).isZero();
    }

    @Test
    void shouldCountACardAtTheTurnItFirstLed() {
        CallScores scores = score(List.of(WANTED), lead(3, "A"), lead(7, "other"), lead(7, "A"));

        assertThat(scores.useful()).isEqualTo(1);
        assertThat(scores.useless()).isEqualTo(1);
    }

    @Test
    void shouldCountCallsWithoutANeed() {
        assertThat(score(List.of()).quiet()).isEqualTo(1);
        assertThat(score(List.of(), lead(4, "other")).quiet()).isZero();
    }

    private static CallScores score(List<Wanted> wanted, Lead... leads) {
        List<Card> cards = new ArrayList<>();
        for (Lead lead : leads) {
            cards.add(new Card(lead.turn(), lead.articleId(), "lead", 0.5));
        }
        ShownCall shown = new ShownCall("one", cards, List.of(leads), List.of(), List.of());
        return CallScores.of(List.of(call(wanted)), Map.of("one", shown));
    }

    private static Lead lead(int turn, String article) {
        return new Lead(turn, article);
    }

    private static WantedCall call(List<Wanted> wanted) {
        RecordedCall.Person nobody = new RecordedCall.Person(null, null, null);
        List<RecordedCall.Turn> turns = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            turns.add(
                    new RecordedCall.Turn(
                            i % 2 == 0 ? "customer" : "agent", "text", i, i + 0.5, null));
        }
        return new WantedCall(
                new RecordedCall("one", "One", nobody, nobody, turns), wanted, List.of("fine"));
    }
}
