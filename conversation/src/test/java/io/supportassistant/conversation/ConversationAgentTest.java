package io.supportassistant.conversation;

import static io.supportassistant.conversation.SampleCall.SESSION;
import static io.supportassistant.conversation.SampleCall.START;
import static io.supportassistant.conversation.SampleCall.at;
import static io.supportassistant.conversation.SampleConversation.INTERVAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.conversation.AgentOnCall.AgentExperience;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a conversation follows the human agent. */
class ConversationAgentTest {

    private final Conversation conversation = SampleConversation.restored(null);

    @ParameterizedTest
    @CsvSource({"novice,NOVICE", "Expert,EXPERT", "average,USUAL"})
    void shouldReadTheExperienceOfTheAgent(String said, AgentExperience experience) {
        conversation.on(started(Map.of("experience", said)), START);

        assertThat(customerSpeaks("s1", 0).agent().experience()).isEqualTo(experience);
    }

    @Test
    void shouldForgetTheExperienceOfAnAgentWhoHandsOver() {
        conversation.on(started(Map.of("experience", "expert")), START);
        conversation.on(
                new AgentJoined(SESSION, START, "agent-8", null, null, "generic"), at(1_000));

        assertThat(customerSpeaks("s1", 2_000).agent().experience())
                .isEqualTo(AgentExperience.USUAL);
    }

    @Test
    void shouldKeepTheExperienceOfTheAgentAcrossARestore() {
        conversation.on(started(Map.of("experience", "novice")), START);

        Conversation restored = SampleConversation.restored(conversation.state());
        AssistRequest request =
                restored.on(said("s1", Speaker.CUSTOMER, true, START), START).request();

        assertThat(request.agent().experience()).isEqualTo(AgentExperience.NOVICE);
    }

    @Test
    void shouldDetectThatTheAgentIsSpeaking() {
        conversation.on(said("a1", Speaker.AGENT, false, START), START);

        AssistRequest speaking = customerSpeaks("s1", 1_000);
        conversation.on(said("a1", Speaker.AGENT, true, at(2_000)), at(2_000));
        AssistRequest silent = customerSpeaks("s2", 2_000 + 2 * (int) INTERVAL);

        assertThat(speaking.agent().isSpeaking(at(1_000))).isTrue();
        assertThat(silent.agent().isSpeaking(at(2_000 + 2 * (int) INTERVAL))).isFalse();
    }

    @Test
    void shouldRunAgainWhenTheAgentHasFinishedSpeaking() {
        conversation.on(said("a1", Speaker.AGENT, false, START), START);
        customerSpeaks("s1", 100);
        int finished = 100 + (int) INTERVAL;

        AssistRequest again =
                conversation
                        .on(said("a1", Speaker.AGENT, true, at(finished)), at(finished))
                        .request();
        Decision once =
                conversation.on(
                        said("a2", Speaker.AGENT, true, at(finished + 9_000)),
                        at(finished + 9_000));

        assertThat(again).isNotNull();
        assertThat(again.agent().isSpeaking(at(finished))).isFalse();
        assertThat(once.request()).isNull();
    }

    @Test
    void shouldRunAgainWhenTheAgentsSpeechTimesOut() {
        conversation.on(said("a1", Speaker.AGENT, false, START), START);
        customerSpeaks("s1", 100);

        Instant due = conversation.nextDeadline();
        AssistRequest again = conversation.onTimer(due).request();

        assertThat(due).isEqualTo(at(5_000));
        assertThat(again).isNotNull();
        assertThat(again.agent().isSpeaking(due)).isFalse();
        assertThat(conversation.nextDeadline()).isAfter(at(60_000));
    }

    @Test
    void shouldKeepTheExperienceWhenACallStartsTwice() {
        conversation.on(started(Map.of("experience", "expert")), START);
        conversation.on(started(null), at(500));

        assertThat(customerSpeaks("s1", 1_000).agent().experience())
                .isEqualTo(AgentExperience.EXPERT);
    }

    @Test
    void shouldNotRunAgainWhenTheCustomerWasSilent() {
        conversation.on(said("a1", Speaker.AGENT, false, START), START);

        assertThat(conversation.on(said("a1", Speaker.AGENT, true, at(900)), at(900)).request())
                .isNull();
    }

    private AssistRequest customerSpeaks(String id, int atMs) {
        return conversation.on(said(id, Speaker.CUSTOMER, true, at(atMs)), at(atMs)).request();
    }

    private static TranscriptSegment said(String id, Speaker speaker, boolean isFinal, Instant at) {
        return new TranscriptSegment(
                SESSION, START, "generic", "call-1", id, speaker, "well", null, null, null, isFinal,
                at);
    }

    private static CallStarted started(Map<String, Object> agent) {
        return new CallStarted(
                SESSION, START, "generic", "call-1", "agent-7", null, null, null, null, null, null,
                agent);
    }
}
