package io.supportassistant.push;

import io.supportassistant.push.CallBoard.Watcher;
import io.vertx.core.Context;
import io.vertx.core.streams.WriteStream;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What waits to be written to one client. Takes messages from any thread, writes them on the
 * client's own. A client that reads so slowly that the outbox fills up is let go; it comes back and
 * resumes.
 */
final class Outbox implements Watcher {

    /** More than a board keeps, so that a newcomer can be shown all of it. */
    private static final int CAPACITY = 1_000;

    private final Queue<Message> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Context context;
    private final WriteStream<?> stream;
    private final Consumer<Message> write;
    private final Runnable comeBackLater;

    /**
     * @param stream says when the client can take more
     * @param write writes one message to it
     * @param comeBackLater ends the connection so that the client comes back
     */
    Outbox(
            Context context,
            WriteStream<?> stream,
            Consumer<Message> write,
            Runnable comeBackLater) {
        this.context = context;
        this.stream = stream;
        this.write = write;
        this.comeBackLater = comeBackLater;
        stream.drainHandler(drained -> flush());
    }

    @Override
    public void show(Message message) {
        if (!waiting.offer(message)) {
            letGo();
            return;
        }
        if (scheduled.compareAndSet(false, true)) {
            context.runOnContext(
                    ready -> {
                        scheduled.set(false);
                        flush();
                    });
        }
    }

    @Override
    public void letGo() {
        if (over.compareAndSet(false, true)) {
            context.runOnContext(now -> comeBackLater.run());
        }
    }

    private void flush() {
        while (!over.get() && !stream.writeQueueFull()) {
            Message message = waiting.poll();
            if (message == null) {
                return;
            }
            write.accept(message);
        }
    }
}
