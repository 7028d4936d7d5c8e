package io.supportassistant.push;

import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.Trigger;
import io.supportassistant.push.Cursor.Feed;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One call as it is shown: its latest messages, what stands on the desk, and who watches. A message
 * that was taken in before is passed over, a card is shown once however often it is delivered, and
 * a watcher who comes back gets exactly what it missed.
 */
final class CallBoard {

    private static final int MOST_MESSAGES = 600;

    private final String sessionId;
    private final Deque<Posted> posted = new ArrayDeque<>();
    private final Set<Watcher> watchers = new LinkedHashSet<>();
    private final Map<String, Suggestion> cards = new LinkedHashMap<>();
    private final Map<String, ClarifyingQuestion> questions = new LinkedHashMap<>();
    private final Set<String> everShown = new HashSet<>();

    private Cursor newest = Cursor.START;
    private Cursor forgotten = Cursor.START;
    private CallInfo info = CallInfo.UNKNOWN;
    private JsonObject context;
    private String lastSaid;

    CallBoard(String sessionId) {
        this.sessionId = sessionId;
    }

    /** Somebody who looks at the call; must take a message without waiting. */
    interface Watcher {
        void show(Message message);

        /** Called when this board is given up; whoever comes back gets a new one. */
        void letGo();
    }

    /**
     * Takes in one event.
     *
     * @return whether it was new
     */
    synchronized boolean post(Feed feed, long offset, AssistEvent event) {
        if (!newest.isBefore(feed, offset)) {
            return false;
        }
        Cursor after = newest.after(feed, offset);
        newest = after;
        JsonObject body = body(event);
        if (body != null) {
            Message message = Message.of(after, body);
            posted.add(new Posted(feed, offset, message));
            if (posted.size() > MOST_MESSAGES) {
                Posted oldest = posted.remove();
                forgotten = forgotten.after(oldest.feed(), oldest.offset());
            }
            watchers.forEach(watcher -> watcher.show(message));
        }
        return true;
    }

    /**
     * Shows a watcher what it has not seen, and from now on everything.
     *
     * @param seen how far it had come, or {@link Cursor#START}
     */
    synchronized void watch(Watcher watcher, Cursor seen) {
        boolean hasGap =
                seen.callEvents() < forgotten.callEvents()
                        || seen.suggestions() < forgotten.suggestions();
        boolean knowsMoreThanUs =
                seen.callEvents() > newest.callEvents()
                        || seen.suggestions() > newest.suggestions();
        if (!seen.equals(Cursor.START) && (hasGap || knowsMoreThanUs)) {
            watcher.show(Message.signal("resync"));
            seen = Cursor.START;
        }
        if (seen.equals(Cursor.START)) {
            if (info != CallInfo.UNKNOWN) {
                watcher.show(new Message("call", null, callMessage().encode()));
            }
            showForgottenCards(watcher);
        }
        for (Posted message : posted) {
            if (seen.isBefore(message.feed(), message.offset())) {
                watcher.show(message.message());
            }
        }
        watcher.show(Message.signal("ready"));
        watchers.add(watcher);
    }

    synchronized void leave(Watcher watcher) {
        watchers.remove(watcher);
    }

    synchronized void giveUp() {
        watchers.forEach(Watcher::letGo);
    }

    /** What stands now: the answer of {@code GET /api/realtime/suggestions/{session_id}}. */
    synchronized JsonObject standing() {
        JsonObject standing =
                new JsonObject()
                        .put("session_id", sessionId)
                        .put("status", info.status())
                        .put("suggestions", json(cards.values()))
                        .put("clarifying_questions", json(questions.values()));
        return context == null ? standing : standing.put("context", context);
    }

    /** One line of the list of calls. */
    synchronized JsonObject summary() {
        return callMessage()
                .put("session_id", sessionId)
                .put("last_said", lastSaid)
                .put("suggestions_count", cards.size())
                .put("questions_count", questions.size());
    }

    synchronized Instant startedAt() {
        return info.startedAt() == null ? Instant.EPOCH : info.startedAt();
    }

    synchronized boolean isLive() {
        return info.status().equals("live");
    }

    private JsonObject body(AssistEvent event) {
        if (event instanceof SuggestionUpdate update) {
            return updateMessage(update);
        } else if (event instanceof TranscriptSegment segment) {
            info = info.heard(segment);
            lastSaid = segment.text();
            return transcriptMessage(segment);
        } else if (event instanceof CallEvent callEvent) {
            CallInfo before = info;
            info = info.after(callEvent);
            return info.equals(before) ? null : callMessage();
        }
        return null;
    }

    private JsonObject updateMessage(SuggestionUpdate update) {
        boolean asked = update.trigger() == Trigger.AGENT_QUESTION;
        List<Suggestion> newCards =
                update.suggestions().stream()
                        .filter(card -> asked || !everShown.contains(card.id()))
                        .toList();
        List<ClarifyingQuestion> newQuestions =
                update.clarifyingQuestions().stream()
                        .filter(question -> !everShown.contains(question.id()))
                        .toList();
        newCards.forEach(card -> cards.put(card.id(), card));
        newQuestions.forEach(question -> questions.put(question.id(), question));
        newCards.forEach(card -> everShown.add(card.id()));
        newQuestions.forEach(question -> everShown.add(question.id()));
        update.withdrawn()
                .forEach(
                        withdrawal -> {
                            cards.remove(withdrawal.id());
                            questions.remove(withdrawal.id());
                        });
        if (newCards.isEmpty()
                && newQuestions.isEmpty()
                && update.withdrawn().isEmpty()
                && !asked) {
            return null;
        }
        JsonObject body = json(update);
        body.put("suggestions", json(newCards));
        body.put("clarifying_questions", json(newQuestions));
        context = body.getJsonObject("context");
        JsonObject timings = body.getJsonObject("timings");
        if (timings != null) {
            timings.put("pushed_at", Instant.now().toString());
        }
        return body;
    }

    private static JsonObject transcriptMessage(TranscriptSegment segment) {
        JsonObject body = json(segment).put("type", "transcript");
        body.remove("source");
        body.remove("call_id");
        return body;
    }

    private JsonObject callMessage() {
        return info.toJson().put("type", "call");
    }

    /** Cards outlive the messages that brought them. */
    private void showForgottenCards(Watcher watcher) {
        Set<String> inMessages = new HashSet<>();
        for (Posted message : posted) {
            if (message.feed() == Feed.SUGGESTIONS) {
                JsonObject body = new JsonObject(message.message().json());
                body.getJsonArray("suggestions")
                        .forEach(card -> inMessages.add(((JsonObject) card).getString("id")));
                body.getJsonArray("clarifying_questions")
                        .forEach(
                                question ->
                                        inMessages.add(((JsonObject) question).getString("id")));
            }
        }
        List<Suggestion> lostCards =
                cards.values().stream().filter(card -> !inMessages.contains(card.id())).toList();
        List<ClarifyingQuestion> lostQuestions =
                questions.values().stream()
                        .filter(question -> !inMessages.contains(question.id()))
                        .toList();
        if (!lostCards.isEmpty() || !lostQuestions.isEmpty()) {
            JsonObject body =
                    new JsonObject()
                            .put("type", "suggestions")
                            .put("session_id", sessionId)
                            .put("suggestions", json(lostCards))
                            .put("clarifying_questions", json(lostQuestions))
                            .put("withdrawn", new JsonArray());
            watcher.show(new Message("suggestions", null, body.encode()));
        }
    }

    private static JsonObject json(AssistEvent event) {
        return new JsonObject(Buffer.buffer(EventCodec.encode(event)));
    }

    private static JsonArray json(Iterable<? extends Record> parts) {
        List<Object> maps = new ArrayList<>();
        parts.forEach(part -> maps.add(new JsonObject(Buffer.buffer(EventCodec.encodePart(part)))));
        return new JsonArray(maps);
    }

    private record Posted(Feed feed, long offset, Message message) {}

    /** What is known of the call itself. */
    private record CallInfo(
            String status,
            String callId,
            String agentName,
            String customerName,
            Instant startedAt,
            Instant endedAt,
            String reason) {

        static final CallInfo UNKNOWN = new CallInfo("unknown", null, null, null, null, null, null);

        CallInfo heard(TranscriptSegment segment) {
            return startedAt != null || endedAt != null
                    ? this
                    : new CallInfo(
                            "live",
                            segment.callId(),
                            agentName,
                            customerName,
                            segment.occurredAt(),
                            null,
                            null);
        }

        CallInfo after(CallEvent event) {
            if (event instanceof CallStarted started && endedAt == null) {
                return new CallInfo(
                        "live",
                        started.callId(),
                        started.agentName() == null ? agentName : started.agentName(),
                        started.customerName() == null ? customerName : started.customerName(),
                        startedAt == null ? started.occurredAt() : startedAt,
                        null,
                        null);
            } else if (event instanceof AgentJoined joined && endedAt == null) {
                return new CallInfo(
                        "live",
                        callId,
                        joined.agentName(),
                        customerName,
                        startedAt == null ? joined.occurredAt() : startedAt,
                        null,
                        null);
            } else if (event instanceof CallEnded ended && endedAt == null) {
                return new CallInfo(
                        "ended",
                        callId,
                        agentName,
                        customerName,
                        startedAt,
                        ended.occurredAt(),
                        ended.reason());
            }
            return this;
        }

        JsonObject toJson() {
            JsonObject json = new JsonObject().put("status", status);
            putIfKnown(json, "call_id", callId);
            putIfKnown(json, "agent_name", agentName);
            putIfKnown(json, "customer_name", customerName);
            putIfKnown(json, "started_at", startedAt);
            putIfKnown(json, "ended_at", endedAt);
            putIfKnown(json, "reason", reason);
            return json;
        }

        private static void putIfKnown(JsonObject json, String name, Object value) {
            if (value != null) {
                json.put(name, value.toString());
            }
        }
    }
}
