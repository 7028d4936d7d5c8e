package io.supportassistant.flink;

import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.UnreadableEventException;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decodes messages into events; the messages are keyed by session. A message that is no event, or
 * no event of the expected kinds, goes to {@link #DEAD_LETTERS} with the reason.
 */
public final class DecodeFunction extends KeyedProcessFunction<String, RawMessage, SessionEvent> {

    public static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {};

    /**
     * In UTF-16 units, per segment. A bridge accepts 10,000, and redaction may add some. Processing
     * a much longer text would delay other calls.
     */
    static final int LONGEST_TEXT = 40_000;

    private final SessionKey key;
    private final List<Class<? extends SessionEvent>> kinds;

    private transient Counter deadLetters;

    /**
     * @param key that the messages are keyed by
     * @param kinds the kinds of event that belong on the topics
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public DecodeFunction(SessionKey key, Class<? extends SessionEvent>... kinds) {
        this.key = key;
        this.kinds = List.of(kinds);
    }

    @Override
    public void open(OpenContext context) {
        deadLetters = getRuntimeContext().getMetricGroup().counter("dead_letters");
    }

    @Override
    public void processElement(RawMessage message, Context context, Collector<SessionEvent> out) {
        try {
            SessionEvent event = EventCodec.decode(message.value(), SessionEvent.class);
            if (kinds.stream().noneMatch(kind -> kind.isInstance(event))) {
                throw new UnreadableEventException(
                        event.getClass().getSimpleName() + " does not belong on this topic", null);
            }
            if (event instanceof TranscriptSegment segment
                    && segment.text().length() > LONGEST_TEXT) {
                throw new UnreadableEventException(
                        "text is longer than " + LONGEST_TEXT + " characters", null);
            }
            if (!key.getKey(event).equals(context.getCurrentKey())) {
                // State of another key must not be touched.
                throw new UnreadableEventException("the event names two sessions", null);
            }
            out.collect(event);
        } catch (UnreadableEventException e) {
            deadLetters.inc();
            context.output(
                    DEAD_LETTERS,
                    DeadLetter.of(
                            message.origin(), e.getMessage(), message.value(), Instant.now()));
        }
    }
}
