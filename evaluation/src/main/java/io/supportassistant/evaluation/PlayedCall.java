package io.supportassistant.evaluation;

import io.supportassistant.assist.AssistResult;
import io.supportassistant.brief.Brief;
import io.supportassistant.brief.BriefState;
import io.supportassistant.brief.StatementFinder;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallEnded;
import io.supportassistant.gate.GateState;
import io.supportassistant.gate.SuggestionGate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Plays one call through the agents, the gate and the brief, as the job does. */
final class PlayedCall implements OfflineCall.Listener {

    private static final Duration WRAPUP = Duration.ofMinutes(2);

    private final SuggestionGate gate;
    private final StatementFinder finder;
    private final Function<AssistRequest, AssistResult> agents;
    private final ShownCall.Recorder recorder;
    private GateState gateState = GateState.fresh();
    private BriefState briefState;
    private Instant last = Instant.EPOCH;

    PlayedCall(
            RecordedCall call,
            SuggestionGate gate,
            StatementFinder finder,
            Function<AssistRequest, AssistResult> agents) {
        this.gate = gate;
        this.finder = finder;
        this.agents = agents;
        this.recorder = new ShownCall.Recorder(call);
    }

    @Override
    public void onTurns(List<Turn> turns, Instant now) {
        Brief noted = noted();
        turns.forEach(turn -> noted.hear(turn, now));
        keep(noted, now);
    }

    @Override
    public void onRequest(int turn, AssistRequest request, Instant now) {
        SuggestionGate.Selection selection = gate.decide(gateState, agents.apply(request), now);
        gateState = selection.state();
        if (selection.update() != null) {
            recorder.on(selection.update(), OfflineCall.seconds(now));
            Brief noted = noted();
            noted.take(selection.update(), now);
            keep(noted, now);
        }
    }

    ShownCall shown() {
        return recorder.shown();
    }

    /** The brief at the end of the call, or null. */
    CallBrief brief() {
        Brief noted = noted();
        noted.end(new CallEnded("call", last, null, null), last);
        return noted.write(last.plus(WRAPUP)).orElse(null);
    }

    private Brief noted() {
        return new Brief("call", finder, WRAPUP, briefState);
    }

    private void keep(Brief noted, Instant now) {
        briefState = noted.state();
        last = now.isAfter(last) ? now : last;
    }
}
