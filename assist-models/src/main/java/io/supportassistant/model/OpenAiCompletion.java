package io.supportassistant.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelOutcome;
import io.supportassistant.events.ModelUse;
import io.supportassistant.modelserver.HttpFailure;
import io.supportassistant.remote.AbortableHttp;
import io.supportassistant.remote.AbortableHttp.OversizedBody;
import java.io.IOException;
import java.util.concurrent.CancellationException;

/** One attempt at a chat completion, through langchain4j; blocks until the response is there. */
final class OpenAiCompletion {

    private final ModelSettings settings;
    private final Langchain4jHttp http;
    private final OpenAiChatModel model;

    OpenAiCompletion(ModelSettings settings, AbortableHttp http) {
        this.settings = settings;
        this.http = new Langchain4jHttp(http);
        this.model =
                OpenAiChatModel.builder()
                        .httpClientBuilder(this.http)
                        .baseUrl(settings.endpoint().baseUrl().toString())
                        .apiKey(settings.endpoint().apiKey())
                        .modelName(settings.model())
                        .reasoningEffort(settings.reasoningEffort())
                        .temperature(settings.temperature())
                        .strictJsonSchema(true)
                        .maxRetries(0)
                        .logRequests(false)
                        .logResponses(false)
                        .build();
    }

    /**
     * @throws ModelException if there is no usable answer, with the use of this attempt; outcome
     *     {@link ModelOutcome#CANCELLED} if the thread was interrupted
     */
    ModelAnswer once(ModelRequest request) {
        ModelUse unanswered = unanswered(request);
        try {
            ChatResponse response = model.chat(chatRequest(request));
            return answer(request, response);
        } catch (ModelException e) {
            throw e;
        } catch (CancellationException e) {
            throw new ModelException(ModelOutcome.CANCELLED, null, unanswered);
        } catch (ContentFilteredException e) {
            throw new ModelException(ModelOutcome.REFUSED, null, useOfRefusal(request));
        } catch (RuntimeException e) {
            throw failure(request, e, unanswered);
        } finally {
            http.takeLastBody();
        }
    }

    /** The use of an attempt without a response from the server. */
    ModelUse unanswered(ModelRequest request) {
        long estimated = request.estimatedInputTokens();
        return ModelUse.unanswered(
                request.promptVersion(), estimated, settings.prices().cost(estimated, 0, 0));
    }

    private ChatRequest chatRequest(ModelRequest request) {
        OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder();
        if (settings.oldTokensField()) {
            parameters.maxOutputTokens(request.maxOutputTokens());
        } else {
            parameters.maxCompletionTokens(request.maxOutputTokens());
        }
        String system = request.system();
        switch (settings.structured()) {
            case JSON_SCHEMA -> parameters.responseFormat(strict(request.schema()));
            case JSON_OBJECT -> {
                parameters.responseFormat(ResponseFormat.JSON);
                system += described(request.schema());
            }
            case PROMPT -> system += described(request.schema());
        }
        return ChatRequest.builder()
                .messages(SystemMessage.from(system), UserMessage.from(request.user()))
                .parameters(parameters.build())
                .build();
    }

    private static ResponseFormat strict(AnswerSchema schema) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(
                        JsonSchema.builder()
                                .name(schema.name())
                                .rootElement(JsonRawSchema.from(schema.json()))
                                .build())
                .build();
    }

    private static String described(AnswerSchema schema) {
        return "\n\nAnswer with one JSON object and nothing else. It must conform to the JSON"
                + " Schema named \""
                + schema.name()
                + "\":\n"
                + schema.json();
    }

    private ModelAnswer answer(ModelRequest request, ChatResponse response) {
        ModelUse use = use(request, response.metadata().modelName(), response.tokenUsage());
        if (response.finishReason() == FinishReason.LENGTH) {
            throw new ModelException(ModelOutcome.CUT_OFF, null, use);
        }
        if (response.finishReason() == FinishReason.CONTENT_FILTER) {
            throw new ModelException(ModelOutcome.REFUSED, null, use);
        }
        return StructuredAnswer.parse(response.aiMessage().text())
                .map(content -> new ModelAnswer(content, use))
                .orElseThrow(() -> new ModelException(ModelOutcome.UNREADABLE, "not JSON", use));
    }

    private ModelUse use(ModelRequest request, String answeredBy, TokenUsage tokens) {
        if (tokens == null || tokens.inputTokenCount() == null) {
            return unanswered(request).by(answeredBy == null ? settings.model() : answeredBy);
        }
        long input = count(tokens.inputTokenCount());
        long output = count(tokens.outputTokenCount());
        long cached =
                tokens instanceof OpenAiTokenUsage openAi && openAi.inputTokensDetails() != null
                        ? count(openAi.inputTokensDetails().cachedTokens())
                        : 0;
        return use(request, answeredBy, input, Math.min(cached, input), output);
    }

    private ModelUse use(
            ModelRequest request, String answeredBy, long input, long cached, long output) {
        return ModelUse.counted(
                answeredBy == null ? settings.model() : answeredBy,
                request.promptVersion(),
                input,
                cached,
                output,
                settings.prices().cost(input, cached, output));
    }

    /** The use of a refused request, from the body: langchain4j discards it. */
    private ModelUse useOfRefusal(ModelRequest request) {
        try {
            JsonNode body = Json.MAPPER.readTree(http.takeLastBody());
            JsonNode usage = body.path("usage");
            if (!usage.has("prompt_tokens")) {
                return unanswered(request);
            }
            return use(
                    request,
                    body.path("model").asText(null),
                    count(usage.path("prompt_tokens").intValue()),
                    count(usage.at("/prompt_tokens_details/cached_tokens").intValue()),
                    count(usage.path("completion_tokens").intValue()));
        } catch (IOException | IllegalArgumentException e) {
            return unanswered(request);
        }
    }

    private static long count(Integer tokens) {
        return tokens == null ? 0 : Math.max(0, tokens);
    }

    private static ModelException failure(
            ModelRequest request, RuntimeException failure, ModelUse use) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpFailure http) {
                return http.asModelException(ModelUse.turnedAway(request.promptVersion()));
            }
            if (cause instanceof JsonProcessingException || cause instanceof OversizedBody) {
                return new ModelException(
                        ModelOutcome.UNREADABLE, cause.getClass().getSimpleName(), use);
            }
            if (cause instanceof IOException) {
                return new ModelException(
                        ModelOutcome.UNAVAILABLE, cause.getClass().getSimpleName(), use);
            }
        }
        ModelOutcome outcome =
                failure instanceof InternalServerException
                        ? ModelOutcome.UNAVAILABLE
                        : ModelOutcome.UNREADABLE;
        return new ModelException(outcome, failure.getClass().getSimpleName(), use);
    }
}
