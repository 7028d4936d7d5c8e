package io.supportassistant.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.supportassistant.assist.AgentSettings;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.assistjob.JobSettings;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.evaluation.Evaluation;
import io.supportassistant.evaluation.KnowledgeFiles;
import io.supportassistant.evaluation.OfflineCall;
import io.supportassistant.evaluation.RecordedCall;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Trigger;
import io.supportassistant.gate.SuggestionGate;
import io.supportassistant.model.LanguageModelAgents;
import io.supportassistant.model.ModelSettings;
import io.supportassistant.modelserver.ModelMetrics;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "agents",
        description = {
            "Run the four assist agents and the gate on a part of a conversation, and print as JSON"
                    + " the output and duration of each for the last turn, and what the desk would"
                    + " show.",
            "Needs no running system. With OPENAI_API_KEY or OPENAI_BASE_URL and MODEL_NAME set,"
                    + " each agent calls that model once, within AGENT_DEADLINE."
        })
final class AgentsCommand implements Callable<Integer> {

    private static final double SECONDS_A_TURN = 3;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private final Settings settings;

    AgentsCommand() {
        this(Settings.of(System.getenv()));
    }

    AgentsCommand(Settings settings) {
        this.settings = settings;
    }

    @Parameters(
            arity = "1..*",
            paramLabel = "TURN|FILE",
            description =
                    "The turns in order, such as \"customer: I get error 401\" \"agent: where?\";"
                            + " or a file of recorded calls, of which the first is used.")
    private List<String> spoken;

    @Option(
            names = "--knowledge",
            paramLabel = "PATH",
            description = "Articles to search in place of the sample knowledge.")
    private Path knowledge;

    @Option(
            names = "--ask",
            paramLabel = "QUESTION",
            description = "What the human agent asks after the last turn.")
    private String question;

    @Override
    public Integer call() throws Exception {
        System.out.println(json(outcome()));
        return 0;
    }

    /** Runs the assist agents on the customer's last turn, or on the agent's question. */
    Evaluation.Outcome outcome() throws IOException {
        PlainAgents agents = PlainAgents.standard();
        Duration deadline = settings.get(AgentSettings.AGENT_DEADLINE);
        LanguageModelAgents models =
                ModelSettings.from(settings)
                        .map(model -> model.within(deadline))
                        .map(
                                model ->
                                        LanguageModelAgents.open(
                                                model,
                                                agents.language(),
                                                agents.entityRules().types(),
                                                agents.questions().purposes(),
                                                ModelMetrics.NONE,
                                                ForkJoinPool.commonPool()))
                        .orElse(null);
        try (Evaluation evaluation = new Evaluation(agents, models, deadline)) {
            evaluation.learn(
                    KnowledgeFiles.articles(
                            knowledge == null ? CheckoutFolders.sampleKnowledge() : knowledge));
            List<AssistRequest> requests = requests(agents, call(spoken));
            evaluation.warmUp(requests.get(requests.size() - 1));
            return evaluation.runThrough(
                    requests, new SuggestionGate(JobSettings.from(settings).gate()));
        } finally {
            if (models != null) {
                models.close();
            }
        }
    }

    static String json(Evaluation.Outcome outcome) throws JsonProcessingException {
        return JSON.writeValueAsString(AgentsReport.of(outcome));
    }

    static RecordedCall call(List<String> spoken) {
        if (spoken.size() == 1 && Files.isRegularFile(Path.of(spoken.get(0)))) {
            return RecordedCall.read(Path.of(spoken.get(0))).get(0);
        }
        List<RecordedCall.Turn> turns = new ArrayList<>();
        for (String line : spoken) {
            int colon = line.indexOf(':');
            String speaker =
                    colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (!speaker.equals("customer") && !speaker.equals("agent")) {
                throw new IllegalArgumentException(
                        "\"" + line + "\" does not begin with \"customer:\" or \"agent:\"");
            }
            double start = turns.size() * SECONDS_A_TURN;
            turns.add(
                    new RecordedCall.Turn(
                            speaker,
                            line.substring(colon + 1).strip(),
                            start,
                            start + SECONDS_A_TURN,
                            null));
        }
        RecordedCall.Person unknown = new RecordedCall.Person(null, null, null);
        return new RecordedCall("agents", "agents", unknown, unknown, turns);
    }

    /** The requests for the customer's turns, and for the agent's question if there is one. */
    List<AssistRequest> requests(PlainAgents agents, RecordedCall call) {
        List<AssistRequest> requests = new ArrayList<>();
        OfflineCall.turnByTurn(agents.entityRules()::findTelling)
                .play(call, (turn, request, now) -> requests.add(request));
        if (requests.isEmpty()) {
            throw new IllegalArgumentException(
                    "the conversation has no turn of the customer to analyse");
        }
        if (question != null) {
            requests.add(questionRequest(requests.get(requests.size() - 1), call));
        }
        return requests;
    }

    private AssistRequest questionRequest(AssistRequest last, RecordedCall call) {
        List<Turn> turns = last.turns();
        return new AssistRequest(
                SessionIds.session("offline", call.id()),
                last.run() + 1,
                Trigger.AGENT_QUESTION,
                question,
                turns,
                List.of(),
                last.facts(),
                List.of(),
                Instant.now(),
                Instant.now(),
                null);
    }
}
