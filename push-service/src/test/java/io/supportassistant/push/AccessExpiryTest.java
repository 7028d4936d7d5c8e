package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Topic;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.push.Access.Reach;
import io.supportassistant.push.Access.Viewer;
import io.supportassistant.redaction.Redactor;
import io.supportassistant.service.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessExpiryTest {

    private static final SampleCall CALL = new SampleCall("call-1");
    private static final Instant START = SampleCall.START;
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Viewer AGENT =
            new Viewer("agent-7", "t", Reach.ONE, true, START.plusSeconds(3_600));
    private static final Viewer SUPERVISOR = new Viewer("agent-7", "s", Reach.ALL, false, null);

    private final CallBoards boards =
            new CallBoards(
                    new CallBoards.Limits(10, 1 << 20, 1 << 20, Duration.ofHours(2), 2),
                    Dispositions.NONE,
                    () -> START,
                    new SimpleMeterRegistry());
    private final AccessExpiry end =
            new AccessExpiry(
                    boards,
                    GRACE,
                    Duration.ofMinutes(10),
                    new Redactor(EnumSet.allOf(PersonalData.class), List.of("US"), "key"));
    private long offset;

    private void post(CallEvent event) {
        boards.post(
                new ConsumerRecord<>(
                        Topic.CALL_EVENTS.topicName(),
                        0,
                        offset++,
                        new byte[0],
                        EventCodec.encode(event)));
    }

    private Problem reason(Viewer viewer, long secondsLater) {
        return end.reason(
                viewer,
                end.storedId(viewer),
                CALL.session(),
                START,
                START.plusSeconds(secondsLater));
    }

    private static AgentLeft left(long secondsLater) {
        return new AgentLeft(CALL.session(), START.plusSeconds(secondsLater), "agent-7");
    }

    @Test
    void shouldEndWhenTheTokenExpires() {
        post(CALL.said("hello"));

        assertThat(reason(AGENT, 3_599)).isNull();
        assertThat(reason(AGENT, 3_600)).isEqualTo(AccessExpiry.EXPIRED);
    }

    @Test
    void shouldEndAfterTheGracePeriodOfAnAgentWhoLeftAnOngoingCall() {
        post(CALL.said("hello"));
        post(left(60));

        assertThat(reason(AGENT, 90)).isNull();
        assertThat(reason(AGENT, 91)).isEqualTo(AccessExpiry.LEFT);
        assertThat(reason(SUPERVISOR, 91)).isNull();
    }

    @Test
    void shouldComputeTheEndOfTheGracePeriodOfAnAgentWhoLeft() {
        post(CALL.said("hello"));
        assertThat(end.graceEnd(AGENT, end.storedId(AGENT), CALL.session())).isNull();
        post(left(60));

        Instant over = end.graceEnd(AGENT, end.storedId(AGENT), CALL.session());

        assertThat(over).isEqualTo(START.plusSeconds(90).plusNanos(1));
        assertThat(end.reason(AGENT, end.storedId(AGENT), CALL.session(), START, over))
                .isEqualTo(AccessExpiry.LEFT);
        assertThat(end.graceEnd(SUPERVISOR, end.storedId(SUPERVISOR), CALL.session())).isNull();
    }

    @Test
    void shouldOpenToAShiftOnlyTheCallsThatTheAgentTakesPartIn() {
        Viewer shift = new Viewer("agent-7", "t", Reach.OWN, true, null);
        Viewer other = new Viewer("agent-8", "u", Reach.OWN, true, null);
        assertThat(reason(shift, 1)).as("of a call that is not known yet").isNull();

        post(CALL.said("hello"));
        assertThat(reason(shift, 1)).isEqualTo(AccessExpiry.NOT_OWN);
        post(new AgentJoined(CALL.session(), START, "agent-7", null, null));

        assertThat(reason(shift, 1)).isNull();
        assertThat(reason(other, 1)).isEqualTo(AccessExpiry.NOT_OWN);
        assertThat(reason(SUPERVISOR, 1)).isNull();
        post(left(60));
        assertThat(reason(shift, 90)).isNull();
        assertThat(reason(shift, 91)).isEqualTo(AccessExpiry.LEFT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+14155550142", "4111111111111111", "078-05-1120"})
    void shouldEndForAnAgentWhoseIdIsStoredAsAPseudonym(String agentId) {
        Redactor redactor = end.redactor();
        assertThat(redactor.redactId("agent_id", agentId)).isNotEqualTo(agentId);
        Viewer agent = new Viewer(agentId, agentId, Reach.ONE, true, null);
        post(CALL.said("hello"));
        post(
                new AgentLeft(
                        CALL.session(),
                        START.plusSeconds(60),
                        redactor.redactId("agent_id", agentId)));

        assertThat(reason(agent, 90)).isNull();
        assertThat(reason(agent, 91)).isEqualTo(AccessExpiry.LEFT);
    }

    @Test
    void shouldRememberOnlyTheLatestAgentsWhoLeft() {
        AgentPresence agents = new AgentPresence();
        for (int i = 0; i < 150; i++) {
            agents.on(new AgentLeft(CALL.session(), START, "agent-" + i));
        }

        assertThat(agents.hasLeftBefore("agent-149", Instant.MAX)).isTrue();
        assertThat(agents.hasLeftBefore("agent-50", Instant.MAX)).isTrue();
        assertThat(agents.hasLeftBefore("agent-49", Instant.MAX)).isFalse();
    }

    @Test
    void shouldNotEndForAnAgentWhoRejoined() {
        post(CALL.said("hello"));
        post(left(60));
        post(new AgentJoined(CALL.session(), START.plusSeconds(70), "agent-7", null, null));

        assertThat(reason(AGENT, 200)).isNull();
    }

    @Test
    void shouldKeepAccessForTheLastAgentAfterTheEnd() {
        post(CALL.said("hello"));
        // The call ends at 600 s.
        post(left(590));
        post(CALL.ended());

        assertThat(reason(AGENT, 2_000)).isNull();
    }

    @Test
    void shouldNotReadmitAnAgentWhoTransferredTheCallAfterItsEnd() {
        post(CALL.said("hello"));
        post(left(60));
        post(CALL.ended());

        assertThat(reason(AGENT, 2_000)).isEqualTo(AccessExpiry.LEFT);
    }

    @Test
    void shouldTreatACallAnnouncedWithAnotherAgentAsATransfer() {
        AgentPresence agents = new AgentPresence();
        agents.on(CALL.startedBy("agent-7"));
        agents.on(CALL.startedBy("agent-7"));
        assertThat(agents.hasLeftBefore("agent-7", Instant.MAX)).isFalse();

        agents.on(CALL.startedBy("agent-8"));

        assertThat(agents.hasLeftBefore("agent-7", Instant.MAX)).isTrue();
        assertThat(agents.hasLeftBefore("agent-8", Instant.MAX)).isFalse();
    }

    @Test
    void shouldTreatAnotherAgentJoiningByTheGenericWebhookAsATransfer() {
        AgentPresence agents = new AgentPresence();
        agents.on(joined("agent-7", "generic"));
        agents.on(joined("agent-7", "generic"));
        assertThat(agents.hasLeftBefore("agent-7", Instant.MAX)).isFalse();

        agents.on(joined("agent-8", "generic"));

        assertThat(agents.hasLeftBefore("agent-7", Instant.MAX)).isTrue();
        assertThat(agents.hasLeftBefore("agent-8", Instant.MAX)).isFalse();
    }

    @Test
    void shouldKeepTheTimeAnAgentLeftBeforeATransfer() {
        AgentPresence agents = new AgentPresence();
        agents.on(joined("agent-7", "generic"));
        agents.on(new AgentLeft(CALL.session(), START, "agent-7"));
        agents.on(
                new AgentJoined(
                        CALL.session(),
                        START.plusSeconds(60),
                        "agent-8",
                        null,
                        null,
                        "generic",
                        null));

        assertThat(agents.leftAt("agent-7")).isEqualTo(START);
    }

    @Test
    void shouldUseTheTimesOfEventsAndNotTheOrderOfArrival() {
        AgentPresence agents = new AgentPresence();
        agents.on(joined("agent-8", 60));

        agents.on(joined("agent-7", 0));
        assertThat(agents.leftAt("agent-7")).as("came before").isEqualTo(START.plusSeconds(60));
        assertThat(agents.leftAt("agent-8")).isNull();

        agents.on(joined("agent-7", 120));
        agents.on(new AgentLeft(CALL.session(), START.plusSeconds(60), "agent-7"));
        assertThat(agents.leftAt("agent-7")).as("came back since").isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "genesys"})
    void shouldNotReadmitAnAgentBecauseOfALateJoinEvent(String source) {
        AgentPresence agents = new AgentPresence();
        agents.on(joined("agent-7", source));
        agents.on(new AgentLeft(CALL.session(), START.plusSeconds(60), "agent-7"));

        agents.on(joined("agent-7", source));

        assertThat(agents.leftAt("agent-7")).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void shouldNotExpelARejoinedAgentBecauseOfALateLeaveEvent() {
        AgentPresence agents = new AgentPresence();
        agents.on(joined("agent-7", 0));
        agents.on(joined("agent-7", 60));

        agents.on(new AgentLeft(CALL.session(), START.plusSeconds(30), "agent-7"));

        assertThat(agents.leftAt("agent-7")).isNull();
    }

    @Test
    void shouldEndForAnAgentWhoLeftBeforeTheEndIfAnotherJoinsAfterIt() {
        post(joined("agent-7", 0));
        post(left(895));
        post(new CallEnded(CALL.session(), START.plusSeconds(900), null, "completed"));
        assertThat(reason(AGENT, 1_000)).isNull();

        post(joined("agent-8", 1_000));

        assertThat(reason(AGENT, 1_001)).isEqualTo(AccessExpiry.LEFT);
    }

    @ParameterizedTest
    @ValueSource(strings = {CallEnded.LINKED, CallEnded.IDLE})
    void shouldNotAcceptReasonsReservedForTheJobFromASource(String reason) {
        post(CALL.said("hello"));
        post(new CallEnded(CALL.session(), START.plusSeconds(9), null, reason, null, "generic"));
        post(CALL.said("one more word"));

        assertThat(reason(AGENT, 11)).isNull();
        assertThat(boards.find(CALL.session()).orElseThrow().isEnded()).isTrue();
    }

    @Test
    void shouldAllowSeveralAgentsIfTheSystemReportsWhoLeaves() {
        AgentPresence agents = new AgentPresence();
        agents.on(joined("agent-7", "genesys"));
        agents.on(joined("agent-8", "genesys"));

        assertThat(agents.hasLeftBefore("agent-7", Instant.MAX)).isFalse();
    }

    private static AgentJoined joined(String agent, String source) {
        return new AgentJoined(CALL.session(), START, agent, null, null, source, null);
    }

    @Test
    void shouldWaitForAnUnknownCallOnlyForALimitedTime() {
        assertThat(reason(SUPERVISOR, 599)).isNull();
        assertThat(reason(SUPERVISOR, 600)).isEqualTo(AccessExpiry.UNKNOWN);

        post(CALL.said("hello"));
        assertThat(reason(SUPERVISOR, 600)).isNull();
    }

    private static AgentJoined joined(String agent, long secondsLater) {
        return new AgentJoined(
                CALL.session(),
                START.plusSeconds(secondsLater),
                agent,
                null,
                null,
                "generic",
                null);
    }

    @Test
    void shouldEndForAnAgentReplacedAfterTheCallWentSilent() {
        post(joined("agent-7", 0));
        post(CALL.said("please hold"));
        post(new CallEnded(CALL.session(), START.plusSeconds(900), null, CallEnded.IDLE));
        assertThat(reason(AGENT, 1_000)).isNull();

        post(joined("agent-8", 1_000));
        post(CALL.said("here I am again"));

        assertThat(reason(AGENT, 1_031)).isEqualTo(AccessExpiry.LEFT);
        assertThat(boards.find(CALL.session()).orElseThrow().isLive()).isTrue();
    }

    @Test
    void shouldEndForAnAgentReplacedAfterTheCallEnded() {
        post(joined("agent-7", 0));
        post(new CallEnded(CALL.session(), START.plusSeconds(900), null, "completed"));
        assertThat(reason(AGENT, 1_000)).isNull();

        post(joined("agent-8", 1_000));

        assertThat(reason(AGENT, 1_031)).isEqualTo(AccessExpiry.LEFT);
    }

    @Test
    void shouldEndForEveryAgentOfALeg() {
        post(CALL.said("hello"));
        post(new CallEnded(CALL.session(), START.plusSeconds(9), null, "completed"));
        post(new CallEnded(CALL.session(), START.plusSeconds(10), null, CallEnded.LINKED));
        post(CALL.said("still on the leg"));

        assertThat(reason(AGENT, 11)).isEqualTo(AccessExpiry.LINKED);
        assertThat(reason(SUPERVISOR, 11)).isNull();
    }
}
