package io.supportassistant.push;

import io.supportassistant.push.CallBoard.Watcher;
import io.vertx.core.Context;
import io.vertx.core.streams.WriteStream;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What waits to be written to one client. Takes messages from any thread, writes them on the
 * client's own. A client that reads so slowly that the outbox fills up is let go; it comes back and
 * resumes.
 */
final class Outbox implements Watcher {

    /** More than a board keeps, so that a newcomer can be shown all of it. */
    private static final int CAPACITY = 1_000;

    private final Queue<DeskMessage> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Context context;
    private final WriteStream<?> stream;
    private final Consumer<DeskMessage> write;
    private final Runnable comeBackLater;
    private final PendingBytes ofAll;
    private BooleanSupplier mayShow = () -> true;
    private long written;
    private long writtenBefore;

    /**
     * @param stream says when the client can take more
     * @param write writes one message to it
     * @param comeBackLater ends the connection so that the client comes back
     * @param ofAll counts what waits here and elsewhere
     */
    Outbox(
            Context context,
            WriteStream<?> stream,
            Consumer<DeskMessage> write,
            Runnable comeBackLater,
            PendingBytes ofAll) {
        this.context = context;
        this.stream = stream;
        this.write = write;
        this.comeBackLater = comeBackLater;
        this.ofAll = ofAll;
        stream.drainHandler(drained -> flush());
    }

    /**
     * @param check is asked before each message is written, on the client's own thread; it ends the
     *     connection if it says no
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
            // It ended meanwhile, and nobody else empties it any more.
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
        if (!ofAll.take(message.bytes())) {
            return false;
        }
        boolean fits = waitingBytes.addAndGet(message.bytes()) <= ofAll.mostOfOne();
        if (fits && waiting.offer(message)) {
            return true;
        }
        taken(message);
        return false;
    }

    /** Gives back what a message took. */
    private void taken(DeskMessage message) {
        waitingBytes.addAndGet(-message.bytes());
        ofAll.giveBack(message.bytes());
    }

    private DeskMessage poll() {
        DeskMessage message = waiting.poll();
        if (message != null) {
            taken(message);
        }
        return message;
    }

    @Override
    public void release() {
        if (end()) {
            context.runOnContext(now -> comeBackLater.run());
        }
    }

    /** Forgets what waits: the client has gone. */
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
     * Lets a client go that has taken nothing since the last call although there is something to
     * take; called on the client's own thread from time to time.
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
