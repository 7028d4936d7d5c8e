package io.supportassistant.clarification;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.clarification.Clarification.ProposedQuestion;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClarificationTest {

    private static final String OWN = "What specifically isn't working as expected?";

    /** A model's question rewords the plain one or leaves it unchanged. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What in the app is not working for you?|What in the app is not working for you?",
                "?|" + OWN,
                "no ?|" + OWN,
                "What is your password?|" + OWN,
                "Is it fine if we end the call now?|" + OWN,
                "What exactly is not working as you expected?|What exactly is not working as you"
                        + " expected?",
                "It is working on our side, so shall we close this now?|" + OWN,
                "Is it working for your wife?|" + OWN,
                "Could you please tell me which of those it is?|" + OWN,
            })
    void shouldKeepTheQuestionForAPurpose(String ofTheModel, String asked) {
        Clarification both = asking(OWN).with(asking(ofTheModel), 3);

        assertThat(both.questions()).extracting(ProposedQuestion::text).containsExactly(asked);
    }

    private static Clarification asking(String text) {
        return new Clarification(
                true,
                false,
                List.of(new ProposedQuestion("clarify_vague_issue", 1, text)),
                List.of());
    }
}
