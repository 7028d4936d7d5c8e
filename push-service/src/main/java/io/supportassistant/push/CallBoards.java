package io.supportassistant.push;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Topic;
import io.supportassistant.events.UnreadableEventException;
import io.supportassistant.push.CallBoard.Watcher;
import io.supportassistant.push.Cursor.Feed;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The calls this instance can show: the latest ones, as many as are allowed. */
final class CallBoards {

    private static final int MOST_LISTED = 50;

    private final Cache<String, CallBoard> boards;
    private final Counter unreadable;

    CallBoards(int most, Duration keptFor, MeterRegistry metrics) {
        boards =
                Caffeine.newBuilder()
                        .maximumSize(most)
                        .expireAfterAccess(keptFor)
                        .evictionListener(
                                (String id, CallBoard board, RemovalCause why) -> board.giveUp())
                        .build();
        unreadable = metrics.counter("push.messages.unreadable");
        metrics.gauge("push.calls", boards, Cache::estimatedSize);
    }

    /** Takes in one record of {@code call-events} or {@code suggestions}. */
    void post(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(Topic.SUGGESTIONS.topicName())) {
                SuggestionUpdate update = EventCodec.decode(record.value(), SuggestionUpdate.class);
                post(Feed.SUGGESTIONS, record.offset(), update.sessionId(), update);
            } else {
                CallEvent event = EventCodec.decode(record.value(), CallEvent.class);
                post(Feed.CALL_EVENTS, record.offset(), event.sessionId(), event);
            }
        } catch (UnreadableEventException e) {
            // The job reads the same message and sends it to the dead letters.
            unreadable.increment();
        }
    }

    private void post(Feed feed, long offset, String sessionId, AssistEvent event) {
        board(sessionId).post(feed, offset, event);
    }

    CallBoard board(String sessionId) {
        return boards.get(sessionId, CallBoard::new);
    }

    void watch(String sessionId, Watcher watcher, Cursor seen) {
        board(sessionId).watch(watcher, seen);
    }

    void leave(String sessionId, Watcher watcher) {
        CallBoard board = boards.getIfPresent(sessionId);
        if (board != null) {
            board.leave(watcher);
        }
    }

    /** The live calls and then the ended ones, the latest first. */
    JsonArray list() {
        List<CallBoard> known = new ArrayList<>(boards.asMap().values());
        List<Object> lines =
                known.stream()
                        .filter(board -> !board.startedAt().equals(java.time.Instant.EPOCH))
                        .sorted(
                                Comparator.comparing(CallBoard::isLive)
                                        .thenComparing(CallBoard::startedAt)
                                        .reversed())
                        .limit(MOST_LISTED)
                        .<Object>map(CallBoard::summary)
                        .toList();
        return new JsonArray(lines);
    }
}
