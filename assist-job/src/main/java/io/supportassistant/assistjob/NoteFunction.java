package io.supportassistant.assistjob;

import io.supportassistant.brief.NoteToWord;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelUse;
import io.supportassistant.events.NoteWorded;
import io.supportassistant.events.SessionIds;
import io.supportassistant.model.ModelNoteWriter;
import io.supportassistant.remote.DaemonThreads;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Lets a model word the notes of ended calls. Without a model, or if it fails, a note stays as the
 * plain agents write it.
 */
final class NoteFunction extends RichAsyncFunction<NoteToWord, WordedNote> {

    /** In {@code agent-actions}. */
    static final String AGENT = "note_writer";

    private final PipelineFactory source;

    private transient ExecutorService executor;
    private transient ModelNoteWriter writer;

    NoteFunction(PipelineFactory source) {
        this.source = source;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        executor = Executors.newSingleThreadExecutor(DaemonThreads.named("notes"));
        writer = source.openNoteWriter(executor, getRuntimeContext().getMetricGroup()).orElse(null);
    }

    @Override
    public void asyncInvoke(NoteToWord note, ResultFuture<WordedNote> result) {
        if (writer == null) {
            result.complete(List.of());
            return;
        }
        long startedAt = System.nanoTime();
        CompletableFuture.supplyAsync(
                        () -> writer.word(note.sessionId(), note.lines(), note.said()), executor)
                .thenCompose(asked -> asked)
                .whenComplete(
                        (worded, failure) ->
                                result.complete(
                                        List.of(
                                                failure == null
                                                        ? worded(
                                                                note,
                                                                worded.value(),
                                                                worded.use(),
                                                                startedAt)
                                                        : failed(note, failure, startedAt))));
    }

    @Override
    public void timeout(NoteToWord note, ResultFuture<WordedNote> result) {
        result.complete(List.of());
    }

    private static WordedNote worded(
            NoteToWord note, List<NoteWorded.Line> lines, ModelUse use, long startedAt) {
        NoteWorded event =
                lines.isEmpty() ? null : new NoteWorded(note.sessionId(), Instant.now(), lines);
        return new WordedNote(event, action(note, AgentAction.OK, use, startedAt));
    }

    private static WordedNote failed(NoteToWord note, Throwable failure, long startedAt) {
        ModelException model = ModelException.in(failure);
        return new WordedNote(
                null,
                action(
                        note,
                        model == null ? "failed" : model.outcome().wireName(),
                        model == null ? null : model.use(),
                        startedAt));
    }

    private static AgentAction action(
            NoteToWord note, String outcome, ModelUse use, long startedAt) {
        Long tokens = use == null ? null : use.tokens();
        return new AgentAction(
                SessionIds.within(note.sessionId(), "action", AGENT),
                note.sessionId(),
                0,
                AGENT,
                "word_note",
                null,
                TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startedAt) / 1000.0,
                outcome,
                0,
                0,
                List.of(),
                tokens == null ? null : (int) Math.min(Integer.MAX_VALUE, tokens),
                Instant.now(),
                use);
    }

    @Override
    public void close() {
        if (executor != null) {
            executor.shutdownNow();
        }
        if (writer != null) {
            writer.close();
        }
    }
}
