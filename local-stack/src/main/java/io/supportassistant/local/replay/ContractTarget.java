package io.supportassistant.local.replay;

import io.supportassistant.evaluation.RecordedCall;
import io.supportassistant.events.SessionIds;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Replays through the three routes of the public contract. */
public final class ContractTarget implements ReplayTarget {

    private final AssistClient client;

    public ContractTarget(AssistClient client) {
        this.client = client;
    }

    @Override
    public String sessionOf(String callId) {
        return SessionIds.session("generic", callId);
    }

    @Override
    public int play(RecordedCall call, String callId, double speed) throws InterruptedException {
        String sessionId = done(client.start(callId, call.agent(), call.customer()));
        Pace pace = new Pace(speed);
        // The same text at the same time is one segment.
        Set<String> sent = new HashSet<>();
        String agentId = call.agent().id();
        for (RecordedCall.Turn turn : call.turns()) {
            pace.await(turn.endTime());
            if (turn.agent() != null && !turn.agent().id().equals(agentId)) {
                done(client.start(callId, turn.agent(), call.customer()));
                agentId = turn.agent().id();
            }
            sent.add(done(client.say(sessionId, turn)));
        }
        done(client.end(sessionId, callId));
        return sent.size();
    }

    private static <T> T done(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        }
    }
}
