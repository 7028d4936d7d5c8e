package io.supportassistant.assistjob;

import io.supportassistant.assist.AssistResult;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.NoteEdited;
import io.supportassistant.events.NoteWorded;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Topic;
import io.supportassistant.flink.CallSourceFunction;
import io.supportassistant.flink.DecodeFunction;
import io.supportassistant.flink.JobConfiguration;
import io.supportassistant.flink.KafkaConnectors;
import io.supportassistant.flink.RawMessage;
import io.supportassistant.flink.SessionEventType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The topology of the job, as a function of its sources and sinks.
 *
 * <p>It uses processing time and no watermarks: in an unordered async operator, a watermark would
 * hold back every result behind the slowest one before it.
 */
public final class AssistTopology {

    private static final String GROUP = "assist-job";

    /** A link that arrives later than this re-emits no earlier events. */
    private static final Duration LINKED_WITHIN = Duration.ofHours(2);

    private AssistTopology() {}

    public record Sources(
            Source<RawMessage, ?, ?> callEvents,
            Source<RawMessage, ?, ?> agentFeedback,
            Source<RawMessage, ?, ?> customerProfiles) {

        /**
         * @param kafka properties of a Kafka client
         */
        public static Sources in(Map<String, Object> kafka) {
            return new Sources(
                    KafkaConnectors.source(kafka, Topic.CALL_EVENTS, GROUP),
                    KafkaConnectors.source(kafka, Topic.AGENT_FEEDBACK, GROUP),
                    KafkaConnectors.source(kafka, Topic.CUSTOMER_PROFILES, GROUP));
        }
    }

    /** More than a model may take; the setting of the model has the real limit. */
    private static final Duration LONGEST_WORDING = Duration.ofMinutes(2);

    private static final int MOST_WORDINGS = 500;

    public record Sinks(
            Sink<SuggestionUpdate> suggestions,
            Sink<AgentAction> agentActions,
            Sink<CallBrief> callBriefs,
            Sink<SessionEvent> callEvents,
            Sink<DeadLetter> deadLetters) {

        /**
         * @param kafka properties of a Kafka client
         */
        public static Sinks in(Map<String, Object> kafka) {
            return new Sinks(
                    KafkaConnectors.sink(kafka, Topic.SUGGESTIONS, SuggestionUpdate::sessionId),
                    KafkaConnectors.sink(kafka, Topic.AGENT_ACTIONS, AgentAction::sessionId),
                    KafkaConnectors.sink(kafka, Topic.CALL_BRIEF, CallBrief::sessionId),
                    KafkaConnectors.sink(kafka, Topic.CALL_EVENTS, SessionEvent::sessionId),
                    KafkaConnectors.deadLetters(kafka));
        }
    }

    public static void define(
            StreamExecutionEnvironment env,
            Sources sources,
            Sinks sinks,
            PipelineFactory pipeline,
            JobSettings settings) {
        define(env, sources, sinks, pipeline, settings, LINKED_WITHIN);
    }

    static void define(
            StreamExecutionEnvironment env,
            Sources sources,
            Sinks sinks,
            PipelineFactory pipeline,
            JobSettings settings,
            Duration linkedWithin) {
        env.configure(JobConfiguration.strict());

        DataStream<RawMessage> messages =
                env.fromSource(
                                sources.callEvents(),
                                WatermarkStrategy.noWatermarks(),
                                "call-events")
                        .uid("call-events")
                        .union(
                                env.fromSource(
                                                sources.agentFeedback(),
                                                WatermarkStrategy.noWatermarks(),
                                                "agent-feedback")
                                        .uid("agent-feedback"),
                                env.fromSource(
                                                sources.customerProfiles(),
                                                WatermarkStrategy.noWatermarks(),
                                                "customer-profiles")
                                        .uid("customer-profiles"));

        SingleOutputStreamOperator<SessionEvent> events =
                messages.keyBy(LegKey.INSTANCE.ofMessages())
                        .process(
                                new DecodeFunction(
                                        LegKey.INSTANCE,
                                        CallEvent.class,
                                        AgentFeedback.class,
                                        CustomerProfile.class),
                                SessionEventType.INSTANCE)
                        .uid("decode")
                        .name("decode");

        SingleOutputStreamOperator<SessionEvent> owned =
                DataStreamUtils.reinterpretAsKeyedStream(events, LegKey.INSTANCE)
                        .process(
                                new CallSourceFunction(settings.stateTimeToLive()),
                                SessionEventType.INSTANCE)
                        .uid("call-source")
                        .name("call-source");

        SingleOutputStreamOperator<SessionEvent> correlated =
                DataStreamUtils.reinterpretAsKeyedStream(owned, LegKey.INSTANCE)
                        .process(new CorrelateFunction(linkedWithin), SessionEventType.INSTANCE)
                        .uid("correlate")
                        .name("correlate");

        SingleOutputStreamOperator<AssistRequest> requests =
                DataStreamUtils.reinterpretAsKeyedStream(correlated, LegKey.INSTANCE)
                        .process(
                                new ConversationFunction(
                                        settings.conversation(),
                                        settings.redactor(),
                                        settings.entities(),
                                        settings.stateTimeToLive()))
                        .uid("conversation")
                        .name("conversation");
        DataStream<CallEnded> closings = requests.getSideOutput(ConversationFunction.CLOSINGS);

        DataStream<AssistResult> results =
                AsyncDataStream.unorderedWait(
                                requests,
                                new AssistFunction(pipeline, settings.assistThreads()),
                                settings.assistTimeout().toMillis(),
                                TimeUnit.MILLISECONDS,
                                settings.assistCapacity())
                        .uid("assist-pipeline")
                        .name("assist-pipeline");

        SingleOutputStreamOperator<SuggestionUpdate> updates =
                results.keyBy(result -> result.request().sessionId())
                        .connect(closings.keyBy(CallEnded::sessionId))
                        .process(new GateFunction(settings.gate(), settings.stateTimeToLive()))
                        .uid("suggestion-gate")
                        .name("suggestion-gate");

        SingleOutputStreamOperator<CallBrief> briefs =
                briefs(requests, updates, correlated, settings);
        DataStream<WordedNote> notes = worded(briefs, pipeline);
        briefs.sinkTo(sinks.callBriefs()).uid("call-briefs").name("call-briefs");
        updates.sinkTo(sinks.suggestions()).uid("suggestions").name("suggestions");
        updates.getSideOutput(GateFunction.ACTIONS)
                .union(notes.map(WordedNote::action).uid("note-actions").name("note-actions"))
                .sinkTo(sinks.agentActions())
                .uid("agent-actions")
                .name("agent-actions");
        asEvents(
                        closings.filter(AssistTopology::closedByTheJob)
                                .uid("closed-by-the-job")
                                .name("closed-by-the-job"),
                        "closed-by-the-job-events")
                .union(
                        correlated.getSideOutput(CorrelateFunction.RE_EMITTED),
                        requests.getSideOutput(ConversationFunction.LEARNED),
                        asEvents(
                                notes.filter(worded -> worded.note() != null)
                                        .uid("notes-in-better-words")
                                        .name("notes-in-better-words")
                                        .map(WordedNote::note)
                                        .uid("worded-notes")
                                        .name("worded-notes"),
                                "worded-note-events"),
                        requests.getSideOutput(ConversationFunction.REDACTIONS))
                .sinkTo(sinks.callEvents())
                .uid("job-call-events")
                .name("job-call-events");
        events.getSideOutput(DecodeFunction.DEAD_LETTERS)
                .union(
                        owned.getSideOutput(CallSourceFunction.DEAD_LETTERS),
                        correlated.getSideOutput(CorrelateFunction.DEAD_LETTERS),
                        requests.getSideOutput(ConversationFunction.DEAD_LETTERS))
                .sinkTo(sinks.deadLetters())
                .uid("dead-letters")
                .name("dead-letters");
    }

    /** The running summaries of the calls. */
    private static SingleOutputStreamOperator<CallBrief> briefs(
            SingleOutputStreamOperator<AssistRequest> conversations,
            DataStream<SuggestionUpdate> updates,
            DataStream<SessionEvent> events,
            JobSettings settings) {
        DataStream<SessionEvent> others =
                events.filter(AssistTopology::isOfTheBrief)
                        .uid("brief-input-of-agents")
                        .name("brief-input-of-agents")
                        .union(
                                asEvents(updates, "brief-updates"),
                                asEvents(
                                        conversations.getSideOutput(ConversationFunction.CLOSINGS),
                                        "brief-closings"));
        return conversations
                .getSideOutput(ConversationFunction.TURNS)
                .keyBy(HeardTurn::sessionId)
                .connect(others.keyBy(SessionEvent::sessionId))
                .process(
                        new BriefFunction(
                                settings.statements(),
                                settings.wrapup(),
                                settings.stateTimeToLive()))
                .uid("brief")
                .name("brief");
    }

    /**
     * The wordings come back on {@code call-events}, so that what an agent has seen is what is
     * saved.
     */
    private static DataStream<WordedNote> worded(
            SingleOutputStreamOperator<CallBrief> briefs, PipelineFactory pipeline) {
        return AsyncDataStream.unorderedWait(
                        briefs.getSideOutput(BriefFunction.NOTES),
                        new NoteFunction(pipeline),
                        LONGEST_WORDING.toMillis(),
                        TimeUnit.MILLISECONDS,
                        MOST_WORDINGS)
                .uid("note-writer")
                .name("note-writer");
    }

    private static boolean isOfTheBrief(SessionEvent event) {
        return event instanceof AgentFeedback
                || event instanceof NoteEdited
                || event instanceof NoteWorded;
    }

    private static DataStream<SessionEvent> asEvents(
            DataStream<? extends SessionEvent> events, String uid) {
        return events.map(event -> (SessionEvent) event)
                .returns(SessionEventType.INSTANCE)
                .uid(uid)
                .name(uid);
    }

    /**
     * Whether only this job knows of the end: the call fell silent, or it is a leg of another call.
     */
    private static boolean closedByTheJob(CallEnded closing) {
        return closing.closedByTheJob(CallEnded.IDLE) || closing.closedByTheJob(CallEnded.LINKED);
    }
}
