package io.supportassistant.model;

import io.supportassistant.assist.ModelResult;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.ModelUse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** An agent's running request. */
record ModelQuestion(CompletableFuture<ModelAnswer> answer) {

    static ModelQuestion of(
            LanguageModel model,
            Prompt prompt,
            String user,
            AnswerSchema schema,
            int mostOutputTokens,
            Duration deadline,
            AssistRequest request) {
        return of(model, prompt, user, schema, mostOutputTokens, deadline, request.sessionId());
    }

    static ModelQuestion of(
            LanguageModel model,
            Prompt prompt,
            String user,
            AnswerSchema schema,
            int mostOutputTokens,
            Duration deadline,
            String sessionId) {
        return new ModelQuestion(
                model.complete(
                        new ModelRequest(
                                sessionId,
                                prompt.version(),
                                prompt.system(),
                                user,
                                schema,
                                mostOutputTokens),
                        deadline));
    }

    /** The answer, read by the agent; cancelling it cancels the request. */
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
