package io.supportassistant.model;

import io.supportassistant.context.Analysis;
import io.supportassistant.context.Exchange;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.doubles.ModelServer;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelOutcome;
import io.supportassistant.events.ModelUse;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Trigger;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.modelserver.ModelMetrics;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

/** Requests, models and metrics for the tests of this package. */
final class ModelFixture {

    static final AnswerSchema SCHEMA =
            AnswerSchema.of(
                    "anything",
                    """
                    {"type": "object", "properties": {"text": {"type": "string"}},
                     "required": ["text"], "additionalProperties": false}
                    """);

    static final Duration AMPLE = Duration.ofSeconds(20);

    private ModelFixture() {}

    static ModelSettings settings(ModelServer server, String... namesAndValues) {
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "OPENAI_BASE_URL", server.baseUrl().toString(),
                                "OPENAI_API_KEY", ModelServer.API_KEY,
                                "MODEL_NAME", ModelServer.MODEL));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ModelSettings.from(Settings.of(environment)).orElseThrow();
    }

    static ChatLanguageModel open(ModelServer server, String... namesAndValues) {
        return open(ModelMetrics.NONE, server, namesAndValues);
    }

    static ChatLanguageModel open(
            ModelMetrics metrics, ModelServer server, String... namesAndValues) {
        ModelSettings settings = settings(server, namesAndValues);
        ModelBudget budget =
                new ModelBudget(
                        settings.tokensPerCall(),
                        settings.tokensPerMinute(),
                        InstantSource.system());
        return new ChatLanguageModel(settings, budget, metrics, Runnable::run);
    }

    static ModelRequest request() {
        return request("session-1", "You answer.");
    }

    static ModelRequest request(String sessionId, String system) {
        return new ModelRequest(sessionId, "answer/1", system, "Tell me.", SCHEMA, 50);
    }

    static ModelAnswer ask(LanguageModel model) {
        return model.complete(request(), AMPLE).join();
    }

    /** The failure of a request that must fail. */
    static ModelException failure(LanguageModel model, Duration deadline) {
        try {
            ModelAnswer answer = model.complete(request(), deadline).join();
            throw new AssertionError("answered: " + answer);
        } catch (CompletionException e) {
            ModelException failure = ModelException.in(e);
            if (failure == null) {
                throw new AssertionError("not a model's failure", e);
            }
            return failure;
        }
    }

    static ModelOutcome outcome(LanguageModel model, Duration deadline) {
        return failure(model, deadline).outcome();
    }

    /** A call with these turns of the customer. */
    static AssistRequest call(String... said) {
        return asked(null, said);
    }

    static AssistRequest asked(String question, String... said) {
        List<Turn> turns = new ArrayList<>();
        for (String text : said) {
            turns.add(new Turn("s" + turns.size(), Speaker.CUSTOMER, text, turns.size() * 1000L));
        }
        return call(question, turns);
    }

    static AssistRequest call(String question, List<Turn> turns) {
        return new AssistRequest(
                "session-1",
                1,
                question == null ? Trigger.CUSTOMER_SPEECH : Trigger.AGENT_QUESTION,
                question,
                turns,
                turns.stream().map(Turn::segmentId).toList(),
                List.of(),
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                null);
    }

    static Analysis plain(String issue) {
        AnalyzedContext context = new AnalyzedContext(false, "other", issue, List.of(), true, 0.4);
        return new Analysis(
                context,
                new Exchange("", issue, true),
                issue,
                List.of(),
                List.of(),
                Set.of(),
                true,
                true);
    }

    static FoundArticle article(String id, String excerpt) {
        return new FoundArticle(id, "Title of " + id, null, null, null, excerpt, List.of(), 0.8);
    }

    /** Records the metrics. */
    static final class Counted implements ModelMetrics {

        final List<String> outcomes = new CopyOnWriteArrayList<>();
        final List<String> withheld = new CopyOnWriteArrayList<>();
        final List<String> plainFailures = new CopyOnWriteArrayList<>();
        final List<ModelUse> uses = new CopyOnWriteArrayList<>();
        final Map<String, IntSupplier> gauges = new HashMap<>();

        @Override
        public void asked(String agent, String outcome, ModelUse use, Duration took) {
            outcomes.add(agent + " " + outcome);
            uses.add(use);
        }

        @Override
        public void withheld(String agent, String reason) {
            withheld.add(reason);
        }

        @Override
        public void plainAgentFailed(String agent) {
            plainFailures.add(agent);
        }

        @Override
        public void watch(String name, IntSupplier value) {
            gauges.put(name, value);
        }
    }
}
