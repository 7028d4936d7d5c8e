package io.supportassistant.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentAction.Query;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentActionTest {

    private static final String CAR = "\uD83D\uDE97";

    @Test
    void shouldKeepTheFirstQueriesOnly() {
        List<Query> many = Collections.nCopies(20, new Query("it fails", "semantic", 0.5));

        assertThat(SampleEvents.queries().searchingFor(many).queries())
                .isEqualTo(many.subList(0, AgentAction.MOST_QUERIES));
    }

    @Test
    void shouldTruncateALongQueryBetweenCharacters() {
        String words = "x".repeat(Query.MOST_CHARACTERS - 1);

        assertThat(new Query(words + "y", "semantic", 0.5).text()).isEqualTo(words + "y");
        assertThat(new Query(words + "yz", "semantic", 0.5).text()).isEqualTo(words + "y");
        assertThat(new Query(words + CAR, "semantic", 0.5).text()).isEqualTo(words);
    }
}
