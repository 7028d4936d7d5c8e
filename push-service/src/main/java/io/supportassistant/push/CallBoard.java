package io.supportassistant.push;

import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SourceCards;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.TranscriptTracks;
import io.supportassistant.events.Trigger;
import io.supportassistant.redaction.Correction;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The state of one call as desks show it: its latest messages, the cards on display, and the
 * watchers. A redelivered message changes nothing, and a watcher that reconnects gets exactly what
 * it missed.
 */
final class CallBoard {

    /** For the board itself, the agents' presence and the call's data. */
    private static final int OVERHEAD_BYTES = 2_000;

    /** Type of the message with the status of the call. */
    static final String CALL = "call";

    private static final String AGENT = Speaker.AGENT.name().toLowerCase(Locale.ROOT);

    private final String sessionId;
    private final CallOwner owner = new CallOwner();
    private final Counts counts;
    private AgentPresence agents;
    private final Set<Watcher> watchers = new LinkedHashSet<>();
    private final Backlog backlog;
    private final StandingCards cards;
    private final CardMarks marks = new CardMarks();
    private final CardsOfOthers others = new CardsOfOthers();
    private final StandingRecords records;
    private QuotedSpeech quotedSpeech = new QuotedSpeech();
    private final int maxCorrectionBytes;
    private Transcript transcript;

    private Cursor newest = Cursor.START;
    private CallInfo info = CallInfo.UNKNOWN;
    private byte[] context;

    /** The customer's problem as desks show it, or null. */
    private String issue;

    private volatile boolean isHeardOf;
    private volatile boolean isUnderWay;
    private volatile boolean hasShownAnything;
    private boolean isGivenUp;

    /**
     * @param maxBytes limit for messages; the oldest are evicted first. Cards may take half as much
     *     in addition, and corrections a quarter.
     */
    CallBoard(String sessionId, int maxBytes, Counts counts) {
        this(sessionId, maxBytes, counts, new AgentPresence(), Dispositions.NONE);
    }

    /**
     * @param agents the known presence of agents
     */
    CallBoard(
            String sessionId,
            int maxBytes,
            Counts counts,
            AgentPresence agents,
            Dispositions dispositions) {
        this.sessionId = sessionId;
        this.counts = counts;
        this.agents = agents;
        records = new StandingRecords(dispositions);
        backlog = new Backlog(maxBytes);
        cards = new StandingCards(maxBytes / 2);
        maxCorrectionBytes = maxBytes / 4;
        transcript = new Transcript(maxCorrectionBytes);
    }

    /**
     * Counters shared by all calls.
     *
     * @param foreign runs for each event from a source that does not own the call
     * @param reclaimed runs when a source proves that it owns a call of which another source has
     *     sent events
     * @param cardRefused gets the reason for each card of another producer that is not shown
     */
    record Counts(
            Runnable foreign, Runnable reclaimed, Consumer<CardsOfOthers.Refusal> cardRefused) {}

    /** A connected client of the call; must accept a message without blocking. */
    interface Watcher {
        void show(DeskMessage message);

        /** Called when an agent may have left. */
        default void agentsChanged() {}

        /** Called when this board is given up; whoever comes back gets a new one. */
        void release();
    }

    /**
     * Applies one event.
     *
     * @return whether it was new
     */
    synchronized boolean post(BoardTopic topic, long offset, AssistEvent event) {
        if (!newest.isBefore(topic, offset)) {
            return false;
        }
        Cursor after = newest.after(topic, offset);
        newest = after;
        CallOwner.Voice voice = owner.voice(event);
        if (voice == CallOwner.Voice.FOREIGN) {
            counts.foreign().run();
            return true;
        }
        boolean isReclaimed = voice == CallOwner.Voice.OF_A_NEW_OWNER;
        if (isReclaimed) {
            forgetOthers(offset);
        }
        isHeardOf = isHeardOf || BoardTopic.makesACallKnown(event);
        isUnderWay =
                isUnderWay
                        || event instanceof TranscriptSegment
                        || event instanceof SuggestionUpdate;
        Content content = content(event);
        if (content != null) {
            DeskMessage message = DeskMessage.of(after, content.body());
            backlog.add(
                    new Backlog.Posted(topic, offset, message, content.cardIds(), content.line()));
            if (!isReclaimed) {
                watchers.forEach(watcher -> watcher.show(message));
            }
        }
        if (isReclaimed) {
            watchers.forEach(this::showAgain);
        }
        return true;
    }

    /** Discards everything that other sources reported about the call. Requests of agents stay. */
    private void forgetOthers(long offset) {
        counts.reclaimed().run();
        info = CallInfo.UNKNOWN.withCaseRequestedAt(info.caseRequestedAt());
        agents = new AgentPresence();
        transcript = new Transcript(maxCorrectionBytes);
        quotedSpeech = new QuotedSpeech();
        backlog.forget(BoardTopic.CALL_EVENTS, offset);
        watchers.forEach(Watcher::agentsChanged);
    }

    private void showAgain(Watcher watcher) {
        watcher.show(DeskMessage.signal("resync"));
        showSince(watcher, Cursor.START);
    }

    /**
     * Sends a watcher everything it has not seen, and every new message from now on.
     *
     * @param seen the watcher's position, or {@link Cursor#START}
     * @return false if the board was evicted; another may have replaced it
     */
    synchronized boolean watch(Watcher watcher, Cursor seen) {
        if (isGivenUp) {
            return false;
        }
        boolean hasGap = !backlog.reachesBackTo(seen);
        boolean isAhead = newest.lacksSomethingOf(seen);
        if (!seen.equals(Cursor.START) && (hasGap || isAhead)) {
            showAgain(watcher);
        } else {
            showSince(watcher, seen);
        }
        watchers.add(watcher);
        return true;
    }

    private void showSince(Watcher watcher, Cursor seen) {
        if (seen.equals(Cursor.START)) {
            if (!info.equals(CallInfo.UNKNOWN)) {
                watcher.show(DeskMessage.of(callMessage()));
            }
            JsonObject others = cards.messageOfOthers(sessionId, backlog.cardIds());
            if (others != null) {
                watcher.show(DeskMessage.of(others));
            }
            records.showForgotten(backlog, body -> watcher.show(DeskMessage.of(body)));
        }
        backlog.after(seen).forEach(watcher::show);
        if (seen.equals(Cursor.START)) {
            showMarks(watcher);
        }
        watcher.show(DeskMessage.ready(info.status()));
    }

    /** The marks of all cards, also those without a message in the backlog. */
    private void showMarks(Watcher watcher) {
        JsonObject marked = marks.message(sessionId);
        if (marked != null) {
            watcher.show(DeskMessage.of(marked));
        }
    }

    /**
     * @return whether no watcher is left
     */
    synchronized boolean unwatch(Watcher watcher) {
        watchers.remove(watcher);
        return watchers.isEmpty();
    }

    synchronized boolean isWatched() {
        return !watchers.isEmpty();
    }

    /** Whether a card has been shown in the call. */
    boolean hasShownAnything() {
        return hasShownAnything;
    }

    synchronized void giveUp() {
        isGivenUp = true;
        watchers.forEach(Watcher::release);
    }

    /**
     * @return whether the board is evicted because it has no watcher
     */
    synchronized boolean giveUpIfUnwatched() {
        isGivenUp |= watchers.isEmpty();
        return isGivenUp;
    }

    /** The current state: the response to {@code GET /api/realtime/suggestions/{session_id}}. */
    synchronized JsonObject standing() {
        JsonObject standing =
                new JsonObject().put("session_id", sessionId).put("status", info.status());
        cards.putInto(standing, id -> true);
        if (cards.silence() != null) {
            standing.put("silence", cards.silence());
        }
        if (context != null) {
            standing.put("context", new JsonObject(Buffer.buffer(context)));
        }
        if (info.caseRequestedAt() != null) {
            standing.put("case_requested_at", info.caseRequestedAt().toString());
        }
        records.putInto(standing);
        return standing;
    }

    /**
     * Whether the text is in the customer's or the agent's name, or in the call's id.
     *
     * @param text in lower case
     */
    synchronized boolean isAbout(String text) {
        return Stream.of(
                        info.customerName(),
                        records.customerName(),
                        info.agentName(),
                        info.callId(),
                        sessionId)
                .filter(Objects::nonNull)
                .anyMatch(one -> one.toLowerCase(Locale.ROOT).contains(text));
    }

    /** One entry of the list of calls. */
    synchronized JsonObject summary() {
        JsonObject summary =
                callMessage()
                        .put("session_id", sessionId)
                        .put("last_said", transcript.lastSaid())
                        .put("suggestions_count", cards.cardCount())
                        .put("questions_count", cards.questionCount());
        if (info.customerName() == null && records.customerName() != null) {
            summary.put("customer_name", records.customerName());
        }
        return summary;
    }

    /** The approximate memory use. */
    synchronized int bytes() {
        return OVERHEAD_BYTES
                + backlog.bytes()
                + cards.bytes()
                + marks.bytes()
                + transcript.bytes()
                + records.bytes()
                + quotedSpeech.bytes()
                + (context == null ? 0 : context.length)
                + HeapBytes.of(issue);
    }

    /** Whether the card or question was shown in this call. */
    synchronized boolean hasShown(String suggestionId) {
        return cards.hasShown(suggestionId);
    }

    /** Whether a case was asked for, and the CRM has reported nothing yet. */
    synchronized boolean awaitsCase() {
        return info.caseRequestedAt() != null && !records.hasOutcome();
    }

    synchronized boolean showsArticle(String articleId) {
        return cards.showsArticle(articleId);
    }

    synchronized boolean hasHadAgent(String agentId) {
        return agents.hasHad(agentId);
    }

    synchronized boolean hasLeftBefore(String agentId, Instant time) {
        return agents.hasLeftBefore(agentId, time);
    }

    /** When the agent left; null while it takes part, or if unknown. */
    synchronized Instant leftAt(String agentId) {
        return agents.leftAt(agentId);
    }

    /** Whether anything but CRM events is known of the call. */
    boolean isHeardOf() {
        return isHeardOf;
    }

    /** Whether the call has any speech or suggestions. */
    boolean isUnderWay() {
        return isUnderWay;
    }

    /** The customer's problem as desks show it, or null. */
    synchronized String issue() {
        return issue;
    }

    /** Whether the number is ambiguous and this customer is one of the candidates. */
    synchronized boolean isCandidate(String customerId) {
        return records.isCandidate(customerId);
    }

    /** Whether the note of the call is complete and changes no more. */
    synchronized boolean isNoteSaved() {
        return records.isNoteSaved();
    }

    /** Whether the note of the call can have this line. */
    synchronized boolean hasRoomInNoteFor(String lineId) {
        return records.hasRoomFor(lineId);
    }

    String sessionId() {
        return sessionId;
    }

    synchronized AgentPresence agents() {
        return agents;
    }

    synchronized Instant startedAt() {
        return info.startedAt() == null ? Instant.EPOCH : info.startedAt();
    }

    /**
     * When the call ended; agents who took part then keep access. Null while it continues, or if an
     * agent joined after the end.
     */
    synchronized Instant keptSince() {
        return info.endedAt() == null || agents.hasJoinedSince(info.endedAt())
                ? null
                : info.endedAt();
    }

    /** Whether the session is a leg of another call; input for it would reach that call. */
    synchronized boolean isLinked() {
        return info.isLinked();
    }

    synchronized boolean isLive() {
        return info.isLive();
    }

    synchronized boolean isEnded() {
        return info.isEnded();
    }

    /** The body of a message and the ids of its contents. */
    private record Content(JsonObject body, List<String> cardIds, Backlog.Line line) {

        /** Null if there is nothing to show. */
        static Content of(JsonObject body) {
            return body == null ? null : new Content(body, List.of(), null);
        }
    }

    private Content content(AssistEvent event) {
        if (event instanceof SuggestionUpdate update) {
            return suggestions(update);
        } else if (event instanceof SourceCards offered) {
            return cardsOfOthers(offered);
        } else if (event instanceof AgentFeedback feedback) {
            JsonObject marked = marks.take(feedback);
            return marked == null
                    ? null
                    : new Content(marked, List.of(feedback.suggestionId()), null);
        } else if (event instanceof CustomerProfile profile) {
            return Content.of(records.take(profile));
        } else if (event instanceof CrmOutcome outcome) {
            return Content.of(records.take(outcome));
        } else if (event instanceof CallBrief brief) {
            return Content.of(records.take(brief));
        } else if (event instanceof TranscriptSegment segment) {
            info = info.heard(segment);
            JsonObject said = transcript.message(segment);
            nameAgent(said);
            return new Content(said, List.of(), line(segment));
        } else if (event instanceof TranscriptTracks tracks) {
            transcript.on(tracks);
            return null;
        } else if (event instanceof TranscriptRedacted redacted) {
            return new Content(
                    correct(redacted),
                    List.of(),
                    new Backlog.Line(redacted.segmentId(), null, false));
        } else if (event instanceof CallEvent callEvent) {
            if (agents.on(callEvent)) {
                watchers.forEach(Watcher::agentsChanged);
            }
            CallInfo before = info;
            boolean isLate =
                    callEvent instanceof AgentJoined joined
                            && agents.leftAt(joined.agentId()) != null;
            info = isLate ? info : info.after(callEvent);
            return info.equals(before) ? null : Content.of(callMessage());
        }
        return null;
    }

    /**
     * Corrects the segment, and what suggestions quote of it. The message names what has changed,
     * so that desks need not be shown the suggestions again.
     */
    private JsonObject correct(TranscriptRedacted redacted) {
        Correction correction =
                Correction.of(
                        backlog.correct(redacted.segmentId(), redacted.text()).orElse(null),
                        redacted.text(),
                        redacted.kinds(),
                        redacted.occurredAt(),
                        backlog.linesBut(redacted.segmentId()));
        quotedSpeech.remember(correction);
        issue = correction.carriedOver(issue);
        backlog.correctQuotes(correction::carriedOver);
        JsonObject message = transcript.message(redacted);
        if (context != null) {
            JsonObject corrected = new JsonObject(Buffer.buffer(context));
            if (QuotedSpeech.correctContext(corrected, correction::carriedOver)) {
                context = corrected.toBuffer().getBytes();
                message.put(QuotedSpeech.CONTEXT, corrected);
            }
        }
        JsonObject reasons = cards.correctReasons(correction::carriedOver);
        return reasons.isEmpty() ? message : message.put(QuotedSpeech.REASONS, reasons);
    }

    private static Backlog.Line line(TranscriptSegment segment) {
        return new Backlog.Line(
                segment.segmentId(), segment.speaker() + " " + segment.track(), !segment.isFinal());
    }

    /** The agent who spoke a line stays its speaker after a transfer. */
    private void nameAgent(JsonObject said) {
        if (info.agentName() != null && AGENT.equals(said.getString("speaker"))) {
            said.put("agent_name", info.agentName());
        }
    }

    private Content suggestions(SuggestionUpdate made) {
        SuggestionUpdate update = quotedSpeech.corrected(made);
        StandingCards.News news = cards.take(update);
        hasShownAnything |= !news.cards().isEmpty();
        if (!news.isNews()) {
            return null;
        }
        JsonObject body = json(update.showing(news.cards(), news.questions(), news.withdrawn()));
        JsonObject analyzed = body.getJsonObject("context");
        if (update.trigger() != Trigger.AGENT_QUESTION) {
            context = analyzed == null ? null : analyzed.toBuffer().getBytes();
            boolean hasIssue = update.context() != null && update.context().issueText() != null;
            issue = hasIssue ? update.context().issueText() : issue;
        }
        JsonObject timings = body.getJsonObject("timings");
        if (timings != null) {
            timings.put("pushed_at", Instant.now().toString());
        }
        return new Content(body, news.ids(), null);
    }

    private Content cardsOfOthers(SourceCards offered) {
        List<SourceCards.Card> shown = others.take(offered, cards::hasShown, counts.cardRefused());
        List<String> withdrawn = others.withdrawn(offered);
        if (shown.isEmpty() && withdrawn.isEmpty()) {
            return null;
        }
        JsonArray rows = new JsonArray();
        shown.forEach(card -> rows.add(cards.putRow(row(card, offered.source()))));
        withdrawn.forEach(cards::remove);
        JsonArray taken = new JsonArray();
        withdrawn.forEach(id -> taken.add(new JsonObject().put("id", id)));
        JsonObject body =
                new JsonObject()
                        .put("type", "suggestions")
                        .put("session_id", sessionId)
                        .put("source", offered.source())
                        .put("suggestions", rows)
                        .put("clarifying_questions", new JsonArray())
                        .put("withdrawn", taken);
        return new Content(body, shown.stream().map(SourceCards.Card::id).toList(), null);
    }

    private static JsonObject row(SourceCards.Card card, String source) {
        return new JsonObject()
                .put("id", card.id())
                .put("source", source)
                .put("suggestion_type", Suggestion.KNOWLEDGE_ARTICLE)
                .put("level", Suggestion.ROW)
                .put("title", card.title())
                .put("url", card.url())
                .put("excerpt", card.text())
                .put("highlights", new JsonArray())
                .put("why_now", card.why() == null ? "" : card.why());
    }

    private JsonObject callMessage() {
        return info.toJson().put("type", CALL);
    }

    private static JsonObject json(Record record) {
        return new JsonObject(EventCodec.fields(record));
    }
}
