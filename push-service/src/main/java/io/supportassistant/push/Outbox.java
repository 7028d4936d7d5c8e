package io.supportassistant.push;

import io.supportassistant.push.CallBoard.Watcher;
import io.vertx.core.Context;
import io.vertx.core.streams.WriteStream;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The queue of messages to one client. Accepts messages from any thread and writes them on the
 * client's own. If a client reads so slowly that its outbox fills up, it is disconnected; it then
 * reconnects and resumes.
 */
final class Outbox implements Watcher {

    /** More than a board keeps, so that a new client can get all of it. */
    private static final int CAPACITY = Backlog.MAX_MESSAGES + 1_000;

    private final Queue<DeskMessage> waiting = new LinkedBlockingQueue<>(CAPACITY);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Context context;
    private final WriteStream<?> stream;
    private final Consumer<DeskMessage> write;
    private final Runnable onRelease;
    private final PendingBytes allPending;
    private BooleanSupplier mayShow = () -> true;
    private long written;
    private long writtenBefore;

    /**
     * @param stream signals when the client can take more
     * @param write writes one message to it
     * @param onRelease ends the connection so that the client reconnects
     * @param allPending counts the queued bytes of all clients
     */
    Outbox(
            Context context,
            WriteStream<?> stream,
            Consumer<DeskMessage> write,
            Runnable onRelease,
            PendingBytes allPending) {
        this.context = context;
        this.stream = stream;
        this.write = write;
        this.onRelease = onRelease;
        this.allPending = allPending;
        stream.drainHandler(drained -> flush());
    }

    /**
     * @param check called before each message is written, on the client's own thread; if it returns
     *     false, it has ended the connection
     */
    void showOnlyIf(BooleanSupplier check) {
        mayShow = check;
    }

    @Override
    public void agentsChanged() {
        if (!over.get()) {
            context.runOnContext(now -> flush());
        }
    }

    @Override
    public void show(DeskMessage message) {
        if (over.get()) {
            return;
        }
        if (!put(message)) {
            release();
        } else if (over.get()) {
            // The outbox was closed meanwhile, and no other thread empties it any more.
            empty();
        } else if (scheduled.compareAndSet(false, true)) {
            context.runOnContext(
                    ready -> {
                        scheduled.set(false);
                        flush();
                    });
        }
    }

    private boolean put(DeskMessage message) {
        if (!allPending.take(message.bytes())) {
            return false;
        }
        boolean fits = waitingBytes.addAndGet(message.bytes()) <= allPending.maxPerClient();
        if (fits && waiting.offer(message)) {
            return true;
        }
        releaseBytes(message);
        return false;
    }

    /** Releases the bytes of a message. */
    private void releaseBytes(DeskMessage message) {
        waitingBytes.addAndGet(-message.bytes());
        allPending.release(message.bytes());
    }

    private DeskMessage poll() {
        DeskMessage message = waiting.poll();
        if (message != null) {
            releaseBytes(message);
        }
        return message;
    }

    @Override
    public void release() {
        if (end()) {
            context.runOnContext(now -> onRelease.run());
        }
    }

    /** Discards the queue: the client has disconnected. */
    void close() {
        end();
    }

    private boolean end() {
        boolean isFirst = over.compareAndSet(false, true);
        empty();
        return isFirst;
    }

    private void empty() {
        while (poll() != null) {}
    }

    /**
     * Disconnects a client that has read nothing since the last call although messages wait; call
     * this periodically on the client's own thread.
     */
    void releaseIfStuck() {
        boolean isStuck =
                written == writtenBefore && (!waiting.isEmpty() || stream.writeQueueFull());
        writtenBefore = written;
        if (isStuck) {
            release();
        }
    }

    private void flush() {
        while (!over.get() && mayShow.getAsBoolean() && !stream.writeQueueFull()) {
            DeskMessage message = poll();
            if (message == null) {
                return;
            }
            written++;
            write.accept(message);
        }
    }
}
