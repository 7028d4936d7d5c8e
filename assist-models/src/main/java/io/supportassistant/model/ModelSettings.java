package io.supportassistant.model;

import io.supportassistant.modelserver.ModelEndpoint;
import io.supportassistant.modelserver.ModelServerSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Settings of the model behind the agents.
 *
 * @param reasoningEffort or null for the server's default
 * @param temperature or null for the server's default
 * @param deadline of an agent's request, all attempts together
 * @param noteDeadline of the request that words a note; zero for none
 * @param concurrency maximum number of concurrent requests in one subtask
 * @param queue maximum number of waiting requests in one subtask
 * @param circuitOpen how long no requests are sent to a failing server
 * @param prompts versions to use, such as {@code answer/1}; else the newest
 */
public record ModelSettings(
        ModelEndpoint endpoint,
        String model,
        String reasoningEffort,
        Double temperature,
        Structured structured,
        boolean oldTokensField,
        Duration deadline,
        Duration noteDeadline,
        int concurrency,
        int queue,
        Duration circuitOpen,
        long tokensPerCall,
        long tokensPerMinute,
        ModelPrices prices,
        List<String> prompts)
        implements Serializable {

    /** How the schema of the answer is passed to a server. */
    public enum Structured {
        JSON_SCHEMA,
        JSON_OBJECT,
        PROMPT
    }

    /** The model of the default server if none is configured; it is fast if it does not reason. */
    static final String DEFAULT_MODEL = "gpt-6-luna";

    private static final String DEFAULT_REASONING_EFFORT = "none";
    private static final int MANY = 1_000_000_000;

    public static final Setting<String> MODEL =
            Setting.text(
                    "MODEL_NAME",
                    null,
                    "Name of the chat model on the server; the default with only a key is "
                            + DEFAULT_MODEL
                            + " without reasoning.");
    public static final Setting<String> REASONING_EFFORT =
            Setting.text(
                    "MODEL_REASONING_EFFORT",
                    null,
                    "Sent as reasoning_effort; none keeps models fast that reason by default.");
    public static final Setting<Double> TEMPERATURE =
            number("MODEL_TEMPERATURE", null, 2, "Sent as temperature; some models reject it.");
    public static final Setting<String> STRUCTURED =
            Setting.choice(
                    "MODEL_STRUCTURED",
                    List.of("json_schema", "json_object", "prompt"),
                    "json_schema",
                    "How the format of an answer is requested; the last two are for servers without"
                            + " JSON Schema support.");
    public static final Setting<String> MAX_TOKENS_FIELD =
            Setting.choice(
                    "MODEL_MAX_TOKENS_FIELD",
                    List.of("max_completion_tokens", "max_tokens"),
                    "max_completion_tokens",
                    "Name of the request field that limits the tokens of an answer.");
    public static final Setting<Duration> DEADLINE =
            Setting.duration(
                    "MODEL_DEADLINE",
                    "700ms",
                    "Time limit of an agent's request to the model, including waits and retries;"
                            + " after it, the plain agent's result is used.");
    public static final Setting<Duration> NOTE_DEADLINE =
            Setting.duration(
                    "MODEL_NOTE_DEADLINE",
                    "20s",
                    "Time limit of the request that words the note of an ended call; 0s leaves all"
                            + " notes as the plain agents write them.");
    public static final Setting<Integer> CONCURRENCY =
            Setting.wholeNumber(
                    "MODEL_CONCURRENCY",
                    1,
                    2_000,
                    400,
                    "Maximum number of concurrent requests to the model of one subtask.");
    public static final Setting<Integer> QUEUE =
            Setting.wholeNumber(
                    "MODEL_QUEUE",
                    1,
                    10_000,
                    800,
                    "Maximum number of waiting requests to the model of one subtask; further ones"
                            + " are rejected.");
    public static final Setting<Integer> TOKENS_PER_CALL =
            Setting.wholeNumber(
                    "MODEL_TOKENS_PER_CALL",
                    0,
                    MANY,
                    200_000,
                    "Maximum number of tokens of one call; after that, only the plain agents run. 0"
                            + " is no limit.");
    public static final Setting<Integer> TOKENS_PER_MINUTE =
            Setting.wholeNumber(
                    "MODEL_TOKENS_PER_MINUTE",
                    0,
                    MANY,
                    2_000_000,
                    "Maximum number of tokens of one subtask in a minute. 0 is no limit.");
    public static final Setting<Double> PRICE_INPUT =
            number("MODEL_PRICE_INPUT", "0", 1e6, "US dollars per million input tokens.");
    public static final Setting<Double> PRICE_CACHED =
            number(
                    "MODEL_PRICE_CACHED",
                    "0",
                    1e6,
                    "US dollars per million input tokens that the server had in its cache.");
    public static final Setting<Double> PRICE_OUTPUT =
            number("MODEL_PRICE_OUTPUT", "0", 1e6, "US dollars per million output tokens.");
    public static final Setting<List<String>> PROMPTS =
            Setting.list(
                    "MODEL_PROMPTS",
                    null,
                    "Versions of prompts to use instead of the newest, such as answer/1.");

    public static final List<Setting<?>> ALL =
            List.of(
                    ModelServerSettings.API_KEY,
                    ModelServerSettings.BASE_URL,
                    MODEL,
                    REASONING_EFFORT,
                    TEMPERATURE,
                    STRUCTURED,
                    MAX_TOKENS_FIELD,
                    DEADLINE,
                    NOTE_DEADLINE,
                    CONCURRENCY,
                    QUEUE,
                    ModelServerSettings.CIRCUIT_OPEN,
                    TOKENS_PER_CALL,
                    TOKENS_PER_MINUTE,
                    PRICE_INPUT,
                    PRICE_CACHED,
                    PRICE_OUTPUT,
                    PROMPTS,
                    ModelServerSettings.ALLOW_PLAIN_HTTP);

    /**
     * @return empty if neither a key nor an address is set: then no model is called
     * @throws SettingException if a setting is invalid, or the model's name is missing
     */
    public static Optional<ModelSettings> from(Settings settings) {
        Optional<String> key = settings.find(ModelServerSettings.API_KEY);
        Optional<String> baseUrl = settings.find(ModelServerSettings.BASE_URL);
        if (key.isEmpty() && baseUrl.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> named = settings.find(MODEL);
        if (named.isEmpty() && baseUrl.isPresent()) {
            throw new SettingException(
                    ModelServerSettings.BASE_URL.name()
                            + " is set but MODEL_NAME is not: set MODEL_NAME to the chat model, or"
                            + " unset both OPENAI_API_KEY and OPENAI_BASE_URL");
        }
        String effort = named.isEmpty() ? DEFAULT_REASONING_EFFORT : null;
        List<String> prompts = settings.find(PROMPTS).orElse(List.of());
        try {
            Prompts.of(prompts);
        } catch (IllegalArgumentException e) {
            throw new SettingException("MODEL_PROMPTS: " + e.getMessage(), e);
        }
        return Optional.of(
                new ModelSettings(
                        ModelServerSettings.endpoint(
                                settings,
                                baseUrl.orElse(ModelServerSettings.DEFAULT_BASE_URL),
                                ModelServerSettings.BASE_URL.name()),
                        named.orElse(DEFAULT_MODEL),
                        settings.find(REASONING_EFFORT).orElse(effort),
                        settings.find(TEMPERATURE).orElse(null),
                        Structured.valueOf(settings.get(STRUCTURED).toUpperCase(Locale.ROOT)),
                        settings.get(MAX_TOKENS_FIELD).equals("max_tokens"),
                        settings.get(DEADLINE),
                        settings.get(NOTE_DEADLINE),
                        settings.get(CONCURRENCY),
                        settings.get(QUEUE),
                        settings.get(ModelServerSettings.CIRCUIT_OPEN),
                        settings.get(TOKENS_PER_CALL),
                        settings.get(TOKENS_PER_MINUTE),
                        new ModelPrices(
                                settings.get(PRICE_INPUT),
                                settings.get(PRICE_CACHED),
                                settings.get(PRICE_OUTPUT)),
                        List.copyOf(prompts)));
    }

    /**
     * The same with a deadline before the agent's own, so that a timeout of the request is known
     * and recorded when the agent falls back.
     */
    public ModelSettings within(Duration agentDeadline) {
        Duration most = agentDeadline.multipliedBy(7).dividedBy(8);
        return new ModelSettings(
                endpoint,
                model,
                reasoningEffort,
                temperature,
                structured,
                oldTokensField,
                deadline.compareTo(most) < 0 ? deadline : most,
                noteDeadline,
                concurrency,
                queue,
                circuitOpen,
                tokensPerCall,
                tokensPerMinute,
                prices,
                prompts);
    }

    private static Setting<Double> number(
            String name, String byDefault, double max, String description) {
        return new Setting<>(
                name,
                byDefault,
                "a number from 0 to " + (long) max,
                text -> {
                    double value = Double.parseDouble(text);
                    if (!(value >= 0 && value <= max)) {
                        throw new IllegalArgumentException();
                    }
                    return value;
                },
                description);
    }
}
