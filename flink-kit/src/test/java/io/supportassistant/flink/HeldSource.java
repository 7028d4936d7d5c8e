package io.supportassistant.flink;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A source of messages from a test in the same process, while the job runs. It keeps no state. */
public final class HeldSource implements Source<RawMessage, HeldSource.NoSplit, Boolean> {

    private static final Map<String, Queue<RawMessage>> MESSAGES = new ConcurrentHashMap<>();
    private static final Map<String, CompletableFuture<Void>> AVAILABLE = new ConcurrentHashMap<>();

    private final String topic;

    public HeldSource(String topic) {
        this.topic = topic;
    }

    public static void send(String topic, byte[] value) {
        MESSAGES.computeIfAbsent(topic, name -> new ConcurrentLinkedQueue<>())
                .add(new RawMessage(topic, value));
        CompletableFuture<Void> waiting = AVAILABLE.remove(topic);
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    /** Whether the sources have emitted all messages. */
    public static boolean isTaken() {
        return MESSAGES.values().stream().allMatch(Queue::isEmpty);
    }

    public static void forgetAll() {
        MESSAGES.clear();
        AVAILABLE.clear();
    }

    public record NoSplit(String splitId) implements SourceSplit {}

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<RawMessage, NoSplit> createReader(SourceReaderContext context) {
        return new Reader(topic);
    }

    private record Reader(String topic) implements SourceReader<RawMessage, NoSplit> {

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<RawMessage> output) {
            Queue<RawMessage> queue =
                    MESSAGES.computeIfAbsent(topic, name -> new ConcurrentLinkedQueue<>());
            RawMessage next = queue.poll();
            if (next != null) {
                output.collect(next);
            }
            return queue.isEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
        }

        @Override
        public List<NoSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            CompletableFuture<Void> waiting =
                    AVAILABLE.computeIfAbsent(topic, name -> new CompletableFuture<>());
            Queue<RawMessage> queue = MESSAGES.get(topic);
            // The message was sent after the last poll, before this call.
            return queue != null && !queue.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : waiting;
        }

        @Override
        public void addSplits(List<NoSplit> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    @Override
    public SplitEnumerator<NoSplit, Boolean> createEnumerator(
            SplitEnumeratorContext<NoSplit> context) {
        return new Enumerator();
    }

    @Override
    public SplitEnumerator<NoSplit, Boolean> restoreEnumerator(
            SplitEnumeratorContext<NoSplit> context, Boolean checkpoint) {
        return new Enumerator();
    }

    private static final class Enumerator implements SplitEnumerator<NoSplit, Boolean> {

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, String host) {}

        @Override
        public void addSplitsBack(List<NoSplit> splits, int subtask) {}

        @Override
        public void addReader(int subtask) {}

        @Override
        public Boolean snapshotState(long checkpointId) {
            return true;
        }

        @Override
        public void close() {}
    }

    @Override
    public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
        return new Empty<>(new NoSplit("none"));
    }

    @Override
    public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
        return new Empty<>(true);
    }

    private record Empty<T>(T value) implements SimpleVersionedSerializer<T> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(T one) {
            return new byte[] {1};
        }

        @Override
        public T deserialize(int version, byte[] serialized) {
            return value;
        }
    }
}
