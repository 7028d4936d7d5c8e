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
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Messages to events; what is none, or none of the kinds wanted, goes to {@link #DEAD_LETTERS} with
 * its reason.
 */
public final class DecodeFunction extends ProcessFunction<RawMessage, SessionEvent> {

    public static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {};

    /**
     * UTF-16 units of a segment; a bridge takes 10,000, of which redaction may make more. Looking
     * at much more would keep other calls waiting.
     */
    static final int LONGEST_TEXT = 40_000;

    private final List<Class<? extends SessionEvent>> kinds;

    private transient Counter deadLetters;

    /**
     * @param kinds that belong on the topics it reads
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public DecodeFunction(Class<? extends SessionEvent>... kinds) {
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
