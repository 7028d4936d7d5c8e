package io.supportassistant.flink;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Collects the output of a job for a test in the same process. */
public record CollectingSink<T>(String topic) implements Sink<T> {

    private static final Map<String, List<Object>> COLLECTED = new ConcurrentHashMap<>();

    public static <T> List<T> collected(String topic, Class<T> type) {
        return COLLECTED.getOrDefault(topic, List.of()).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public static void forgetAll() {
        COLLECTED.clear();
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        List<Object> all = COLLECTED.computeIfAbsent(topic, name -> new CopyOnWriteArrayList<>());
        return new SinkWriter<>() {
            @Override
            public void write(T element, Context now) {
                all.add(element);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
