package io.supportassistant.push;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CallClock;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.TranscriptTracks;
import io.supportassistant.events.Trigger;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One call as it is shown: its latest messages, what stands on the desk, and who watches. A message
 * that was taken in before is passed over, a card is shown once however often it is delivered, and
 * a watcher who comes back gets exactly what it missed.
 */
final class CallBoard {

    private static final int MOST_MESSAGES = 600;
    private static final int MOST_CARDS = 200;
    private static final int MOST_SHOWN = 2_000;

    /** Of an object and what refers to it. */
    private static final int OVERHEAD_BYTES = 200;

    private final String sessionId;
    private final int mostBytes;
    private final AgentPresence agents = new AgentPresence();
    private final Deque<Posted> posted = new ArrayDeque<>();
    private final Set<Watcher> watchers = new LinkedHashSet<>();
    private final Map<String, Suggestion> cards = bounded(MOST_CARDS);
    private final Map<String, ClarifyingQuestion> questions = bounded(MOST_CARDS);
    private final Set<String> everShown = Collections.newSetFromMap(bounded(MOST_SHOWN));

    private volatile boolean isHeardOf;
    private int postedBytes;
    private int cardBytes;

    private Cursor newest = Cursor.START;
    private Cursor forgotten = Cursor.START;
    private final CallClock clock = new CallClock(List.of());
    private final Map<String, Speaker> speakers = new HashMap<>();
    private CallInfo info = CallInfo.UNKNOWN;
    private CustomerProfile profile;
    private CrmOutcome outcome;
    private JsonObject context;
    private String lastSaid;
    private String lastSaidId;

    /**
     * @param mostBytes of messages; older ones go first
     */
    CallBoard(String sessionId, int mostBytes) {
        this.sessionId = sessionId;
        this.mostBytes = mostBytes;
    }

    /** A map whose eldest entry goes when there are too many. */
    private static <T> Map<String, T> bounded(int most) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > most;
            }
        };
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
        isHeardOf = isHeardOf || !feed.isOfACrm();
        JsonObject body = body(event);
        if (body != null) {
            Message message = Message.of(after, body);
            posted.add(new Posted(feed, offset, message));
            postedBytes += message.bytes();
            while (posted.size() > MOST_MESSAGES || postedBytes > mostBytes && posted.size() > 1) {
                Posted oldest = posted.remove();
                postedBytes -= oldest.message().bytes();
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
        boolean hasGap = seen.lacksSomethingOf(forgotten);
        boolean knowsMoreThanUs = newest.lacksSomethingOf(seen);
        if (!seen.equals(Cursor.START) && (hasGap || knowsMoreThanUs)) {
            watcher.show(Message.signal("resync"));
            seen = Cursor.START;
        }
        if (seen.equals(Cursor.START)) {
            if (info != CallInfo.UNKNOWN) {
                watcher.show(Message.of(callMessage()));
            }
            showForgottenCards(watcher);
            showForgottenCustomer(watcher);
        }
        for (Posted message : posted) {
            if (seen.isBefore(message.feed(), message.offset())) {
                watcher.show(message.message());
            }
        }
        watcher.show(Message.ready(info.status()));
        watchers.add(watcher);
    }

    /**
     * @return whether there is nobody left who watches
     */
    synchronized boolean leave(Watcher watcher) {
        watchers.remove(watcher);
        return watchers.isEmpty();
    }

    synchronized boolean isWatched() {
        return !watchers.isEmpty();
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
        if (context != null) {
            standing.put("context", context);
        }
        if (profile != null) {
            standing.put("customer", part(profile));
        }
        if (info.caseRequestedAt() != null) {
            standing.put("case_requested_at", info.caseRequestedAt().toString());
        }
        if (outcome != null) {
            standing.put("crm_outcome", part(outcome));
        }
        return standing;
    }

    /** One line of the list of calls. */
    synchronized JsonObject summary() {
        JsonObject summary =
                callMessage()
                        .put("session_id", sessionId)
                        .put("last_said", lastSaid)
                        .put("suggestions_count", cards.size())
                        .put("questions_count", questions.size());
        if (info.customerName() == null && profile != null && profile.customer() != null) {
            summary.put("customer_name", profile.customer().displayName());
        }
        return summary;
    }

    /** The memory it takes, roughly. */
    synchronized int bytes() {
        return OVERHEAD_BYTES + postedBytes + cardBytes;
    }

    /** Whether the card or question was shown in this call. */
    synchronized boolean hasShown(String suggestionId) {
        return everShown.contains(suggestionId);
    }

    synchronized boolean hasLeftBefore(String agentId, Instant time) {
        return agents.hasLeftBefore(agentId, time);
    }

    /** Whether the call is known, and not only a customer that a CRM tells of. */
    boolean isHeardOf() {
        return isHeardOf;
    }

    /** Whether the customer may be that one, of several with one number. */
    synchronized boolean isCandidate(String customerId) {
        return profile != null
                && profile.status() == CustomerProfile.Status.AMBIGUOUS
                && profile.candidates().stream()
                        .anyMatch(candidate -> candidate.customerId().equals(customerId));
    }

    synchronized Instant startedAt() {
        return info.startedAt() == null ? Instant.EPOCH : info.startedAt();
    }

    /** Null while the call goes on. */
    synchronized Instant endedAt() {
        return info.endedAt();
    }

    synchronized boolean isLive() {
        return info.isLive();
    }

    synchronized boolean isEnded() {
        return info.isEnded();
    }

    private JsonObject body(AssistEvent event) {
        if (event instanceof SuggestionUpdate update) {
            return updateMessage(update);
        } else if (event instanceof CustomerProfile next) {
            // A look-up that fails takes nobody away, and no choice between people.
            boolean isNew =
                    !next.equals(profile)
                            && (profile == null
                                    || next.status() != CustomerProfile.Status.UNAVAILABLE);
            profile = isNew ? next : profile;
            return isNew ? customerMessage() : null;
        } else if (event instanceof CrmOutcome next) {
            boolean isNew = !next.equals(outcome);
            outcome = next;
            return isNew ? outcomeMessage() : null;
        } else if (event instanceof TranscriptSegment segment) {
            info = info.heard(segment);
            lastSaid = segment.text();
            lastSaidId = segment.segmentId();
            return transcriptMessage(segment, clock.offsetMs(segment));
        } else if (event instanceof TranscriptTracks tracks) {
            speakers.putAll(tracks.speakers());
            return null;
        } else if (event instanceof TranscriptRedacted redacted) {
            return redact(redacted);
        } else if (event instanceof CallEvent callEvent) {
            agents.on(callEvent);
            CallInfo before = info;
            info = info.after(callEvent);
            return info.equals(before) ? null : callMessage();
        }
        return null;
    }

    /** Replaces a segment's text in what is kept, and tells those who have seen it. */
    private JsonObject redact(TranscriptRedacted redacted) {
        String id = redacted.segmentId();
        lastSaid = id.equals(lastSaidId) ? redacted.text() : lastSaid;
        List<Posted> kept = new ArrayList<>(posted);
        posted.clear();
        for (Posted message : kept) {
            posted.add(isOfSegment(message, id) ? message.withText(redacted.text()) : message);
        }
        postedBytes = posted.stream().mapToInt(message -> message.message().bytes()).sum();
        return new JsonObject()
                .put("type", "redaction")
                .put("session_id", sessionId)
                .put("segment_id", id)
                .put("text", redacted.text());
    }

    private static boolean isOfSegment(Posted message, String segmentId) {
        String type = message.message().type();
        return (type.equals("transcript") || type.equals("redaction"))
                && new JsonObject(message.message().json())
                        .getString("segment_id")
                        .equals(segmentId);
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
        cardBytes = cards.values().stream().mapToInt(CallBoard::bytes).sum();
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

    private static int bytes(Suggestion card) {
        return OVERHEAD_BYTES
                + length(card.title())
                + length(card.excerpt())
                + length(card.whyNow())
                + length(card.answer())
                + card.citations().size() * OVERHEAD_BYTES;
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    /**
     * @param offsetMs from the start of the call to the zero of the segment's times
     */
    private JsonObject transcriptMessage(TranscriptSegment segment, long offsetMs) {
        JsonObject body = json(segment).put("type", "transcript");
        body.remove("source");
        body.remove("call_id");
        body.remove("timeline");
        Speaker speaker = TranscriptTracks.speaker(speakers, segment.track());
        if (speaker != null) {
            body.put("speaker", speaker.name().toLowerCase(Locale.ROOT));
        }
        if (offsetMs != 0) {
            body.put("start_time", segment.startTime() + offsetMs / 1000.0);
            if (segment.endTime() != null) {
                body.put("end_time", segment.endTime() + offsetMs / 1000.0);
            }
        }
        return body;
    }

    private JsonObject callMessage() {
        return info.toJson().put("type", "call");
    }

    private JsonObject customerMessage() {
        return json(profile).put("type", "customer");
    }

    private JsonObject outcomeMessage() {
        return json(outcome).put("type", "crm_outcome");
    }

    /** An event as part of an answer that says itself which call it is about. */
    private static JsonObject part(AssistEvent event) {
        JsonObject part = json(event);
        List.of("type", "schema_version", "session_id").forEach(part::remove);
        return part;
    }

    /** Who is calling, and what the CRM has of the call, stay true when their messages are gone. */
    private void showForgottenCustomer(Watcher watcher) {
        if (profile != null && !isPosted(Feed.CUSTOMER_PROFILES)) {
            watcher.show(Message.of(customerMessage()));
        }
        if (outcome != null && !isPosted(Feed.CRM_OUTCOMES)) {
            watcher.show(Message.of(outcomeMessage()));
        }
    }

    private boolean isPosted(Feed feed) {
        return posted.stream().anyMatch(message -> message.feed() == feed);
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
            watcher.show(Message.of(body));
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

    private record Posted(Feed feed, long offset, Message message) {

        Posted withText(String text) {
            JsonObject body = new JsonObject(message.json()).put("text", text);
            return new Posted(
                    feed, offset, new Message(message.type(), message.id(), body.encode()));
        }
    }
}
