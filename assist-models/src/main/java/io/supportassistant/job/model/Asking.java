package io.supportassistant.job.model;

import io.supportassistant.events.ModelUse;
import io.supportassistant.job.assist.ModelResult;
import io.supportassistant.job.conversation.AssistRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** An agent's request under way. */
record Asking(CompletableFuture<ModelAnswer> answer) {

    static Asking of(
            LanguageModel model,
            Prompt prompt,
            String user,
            AnswerSchema schema,
            int mostOutputTokens,
            Duration deadline,
            AssistRequest request) {
        return new Asking(
                model.complete(
                        new ModelRequest(
                                request.sessionId(),
                                prompt.version(),
                                prompt.system(),
                                user,
                                schema,
                                mostOutputTokens),
                        deadline));
    }

    /** The answer as read by the agent; cancelling it cancels the request. */
    <T> CompletableFuture<ModelResult<T>> thenRead(
            BiFunction<StructuredAnswer, ModelUse, T> reading) {
        CompletableFuture<ModelResult<T>> read =
                answer.thenApply(
                        model ->
                                new ModelResult<>(
                                        reading.apply(model.content(), model.use()), model.use()));
        read.whenComplete(
                (value, failure) -> {
                    if (read.isCancelled()) {
                        answer.cancel(true);
                    }
                });
        return read;
    }
}
