package io.supportassistant.local.replay;

import io.supportassistant.doubles.PhoneSystem;
import io.supportassistant.doubles.SimulatedCall;
import io.supportassistant.evaluation.RecordedCall;
import io.supportassistant.events.SessionIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The double of a telephone system in this process; it sends the events of a call as its vendor
 * does.
 */
public final class PhoneSystemTarget implements ReplayTarget {

    private static final Duration LISTENER_TIMEOUT = Duration.ofSeconds(30);

    private final PhoneSystem system;

    public PhoneSystemTarget(PhoneSystem system) {
        this.system = system;
    }

    @Override
    public String sessionOf(String callId) {
        SimulatedCall call = new SimulatedCall(callId, null, null, null, List.of());
        return SessionIds.session(system.source(), system.callId(call));
    }

    @Override
    public int play(RecordedCall call, String callId, double speed) throws InterruptedException {
        return play(simulated(call, callId), speed);
    }

    int play(SimulatedCall call, double speed) throws InterruptedException {
        Pace pace = new Pace(speed);
        for (PhoneSystem.Step step : system.steps(call)) {
            pace.await(step.atSecond());
            pace.pause(awaitListener(call));
            step.action().run();
        }
        return call.segments().size();
    }

    /** A system that does not repeat events must wait until a listener is connected. */
    private long awaitListener(SimulatedCall call) throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!system.isHeard(call)) {
            if (System.nanoTime() - startNanos > LISTENER_TIMEOUT.toNanos()) {
                throw new IllegalStateException("No listener is connected to " + system.source());
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return System.nanoTime() - startNanos;
    }

    static SimulatedCall simulated(RecordedCall call, String callId) {
        return new SimulatedCall(
                callId,
                orElse(call.customer().phone(), "+15555550100"),
                orElse(call.agent().id(), "agent"),
                orElse(call.agent().name(), "Agent"),
                call.turns().stream()
                        .map(
                                turn ->
                                        new SimulatedCall.Segment(
                                                turn.speaker(),
                                                turn.text(),
                                                turn.startTime(),
                                                turn.endTime()))
                        .toList(),
                transfers(call));
    }

    private static List<SimulatedCall.Transfer> transfers(RecordedCall call) {
        List<SimulatedCall.Transfer> transfers = new ArrayList<>();
        String agentId = call.agent().id();
        for (RecordedCall.Turn turn : call.turns()) {
            if (turn.agent() != null && !turn.agent().id().equals(agentId)) {
                agentId = turn.agent().id();
                String name = orElse(turn.agent().name(), agentId);
                transfers.add(new SimulatedCall.Transfer(turn.startTime(), agentId, name));
            }
        }
        return transfers;
    }

    private static String orElse(String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
