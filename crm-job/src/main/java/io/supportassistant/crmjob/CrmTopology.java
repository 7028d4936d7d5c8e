package io.supportassistant.crmjob;

import io.supportassistant.crm.CallRecorder.Written;
import io.supportassistant.crm.Caller;
import io.supportassistant.crm.CrmSource;
import io.supportassistant.crm.vendors.CrmSettings;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SourceCards;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Topic;
import io.supportassistant.events.UnwrittenRecord;
import io.supportassistant.flink.CallSourceFunction;
import io.supportassistant.flink.DecodeFunction;
import io.supportassistant.flink.JobConfiguration;
import io.supportassistant.flink.KafkaConnectors;
import io.supportassistant.flink.RawMessage;
import io.supportassistant.flink.SessionEventType;
import io.supportassistant.flink.SessionKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The topology as a function of its sources and sinks: looks up the caller when a call starts, and
 * writes the call's record to a topic when the call is over. A second part reads that topic and
 * writes to the CRM, so a CRM that is down for hours delays only its own records.
 */
public final class CrmTopology {

    private static final String GROUP = "crm-job";
    private static final Duration TIME_TO_LIVE = Duration.ofHours(48);

    /**
     * Per subtask: more than the calls that end while one record is retried. If more are in flight,
     * no checkpoint completes.
     */
    private static final int MAX_RECORDS_WAITING = 10_000;

    private CrmTopology() {}

    /** The input topics. */
    public record Sources(
            Source<RawMessage, ?, ?> callEvents,
            Source<RawMessage, ?, ?> suggestions,
            Source<RawMessage, ?, ?> agentFeedback,
            Source<RawMessage, ?, ?> customerProfiles,
            Source<RawMessage, ?, ?> callBriefs,
            Source<RawMessage, ?, ?> callRecords) {

        /**
         * @param kafka properties of a Kafka client
         */
        public static Sources in(Map<String, Object> kafka) {
            return new Sources(
                    KafkaConnectors.source(kafka, Topic.CALL_EVENTS, GROUP),
                    KafkaConnectors.source(kafka, Topic.SUGGESTIONS, GROUP),
                    KafkaConnectors.source(kafka, Topic.AGENT_FEEDBACK, GROUP),
                    KafkaConnectors.source(kafka, Topic.CUSTOMER_PROFILES, GROUP),
                    KafkaConnectors.source(kafka, Topic.CALL_BRIEF, GROUP),
                    KafkaConnectors.source(kafka, Topic.CALL_RECORDS, GROUP));
        }
    }

    /** The output topics. */
    public record Sinks(
            Sink<CustomerProfile> customerProfiles,
            Sink<CallRecord> callRecords,
            Sink<CrmOutcome> outcomes,
            Sink<UnwrittenRecord> unwritten,
            Sink<DeadLetter> deadLetters) {

        /**
         * @param kafka properties of a Kafka client
         */
        public static Sinks in(Map<String, Object> kafka) {
            return new Sinks(
                    KafkaConnectors.sink(
                            kafka, Topic.CUSTOMER_PROFILES, CustomerProfile::sessionId),
                    KafkaConnectors.sink(kafka, Topic.CALL_RECORDS, CallRecord::sessionId),
                    KafkaConnectors.sink(kafka, Topic.CRM_OUTCOMES, CrmOutcome::sessionId),
                    KafkaConnectors.sink(kafka, Topic.CRM_UNWRITTEN, UnwrittenRecord::sessionId),
                    KafkaConnectors.deadLetters(kafka));
        }
    }

    /**
     * @param name of the CRM
     */
    public static void define(
            StreamExecutionEnvironment env,
            Sources sources,
            Sinks sinks,
            String name,
            CrmSource crm,
            CrmSettings settings) {
        define(env, sources, sinks, name, crm, settings, TIME_TO_LIVE);
    }

    static void define(
            StreamExecutionEnvironment env,
            Sources sources,
            Sinks sinks,
            String name,
            CrmSource crm,
            CrmSettings settings,
            Duration timeToLive) {
        Configuration configuration = JobConfiguration.strict();
        // More records in flight than capacity fail checkpoints; that must not fail the job and its
        // look-ups.
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        env.configure(configuration);

        SingleOutputStreamOperator<SessionEvent> events =
                from(env, sources.callEvents(), "call-events")
                        .union(
                                from(env, sources.suggestions(), "suggestions"),
                                from(env, sources.agentFeedback(), "agent-feedback"),
                                from(env, sources.customerProfiles(), "customer-profiles"),
                                from(env, sources.callBriefs(), "call-brief"))
                        .keyBy(SessionKey.OWN.ofMessages())
                        .process(
                                new DecodeFunction(
                                        SessionKey.OWN,
                                        CallEvent.class,
                                        SuggestionUpdate.class,
                                        SourceCards.class,
                                        AgentFeedback.class,
                                        CustomerProfile.class,
                                        CallBrief.class),
                                SessionEventType.INSTANCE)
                        .uid("decode")
                        .name("decode");

        // The assist job writes the dead letters of this operator; this job only counts them.
        SingleOutputStreamOperator<SessionEvent> owned =
                DataStreamUtils.reinterpretAsKeyedStream(events, SessionKey.OWN)
                        .process(new CallSourceFunction(timeToLive), SessionEventType.INSTANCE)
                        .uid("call-source")
                        .name("call-source");

        SingleOutputStreamOperator<Caller> callers =
                DataStreamUtils.reinterpretAsKeyedStream(owned, SessionKey.OWN)
                        .process(
                                new CallRecordBuilderFunction(
                                        settings.file(), settings::caseRules, timeToLive))
                        .uid("call-record-builder")
                        .name("call-record-builder");

        AsyncDataStream.unorderedWait(
                        callers,
                        new CustomerLookupFunction(
                                name,
                                crm,
                                settings.region(),
                                settings.trustIds(),
                                settings.cached()),
                        settings.lookupBackstop().toMillis(),
                        TimeUnit.MILLISECONDS,
                        settings.lookupsAtATime())
                .uid("customer-lookup")
                .name("customer-lookup")
                .sinkTo(sinks.customerProfiles())
                .uid("customer-profile-sink")
                .name("customer-profile-sink");
        callers.getSideOutput(CallRecordBuilderFunction.RECORDS)
                .sinkTo(sinks.callRecords())
                .uid("call-record-sink")
                .name("call-record-sink");

        SingleOutputStreamOperator<SessionEvent> records =
                from(env, sources.callRecords(), "call-records")
                        .keyBy(SessionKey.OWN.ofMessages())
                        .process(
                                new DecodeFunction(SessionKey.OWN, CallRecord.class),
                                SessionEventType.INSTANCE)
                        .uid("decode-records")
                        .name("decode-records");

        DataStream<Written> written =
                AsyncDataStream.unorderedWait(
                                records.map(record -> (CallRecord) record)
                                        .returns(CallRecord.class)
                                        .uid("call-record-events")
                                        .name("call-record-events"),
                                new CallRecorderFunction(
                                        name,
                                        crm,
                                        settings.region(),
                                        settings.trustIds(),
                                        settings.patience(),
                                        settings.recordsAtATime()),
                                settings.recordBackstop().toMillis(),
                                TimeUnit.MILLISECONDS,
                                MAX_RECORDS_WAITING)
                        .uid("call-recorder")
                        .name("call-recorder");

        written.map(Written::outcome)
                .returns(CrmOutcome.class)
                .uid("outcomes")
                .name("outcomes")
                .sinkTo(sinks.outcomes())
                .uid("crm-outcomes")
                .name("crm-outcomes");
        written.filter(one -> one.unwritten() != null)
                .uid("filter-unwritten")
                .name("filter-unwritten")
                .map(Written::unwritten)
                .returns(UnwrittenRecord.class)
                .uid("unwritten")
                .name("unwritten")
                .sinkTo(sinks.unwritten())
                .uid("crm-unwritten")
                .name("crm-unwritten");
        events.getSideOutput(DecodeFunction.DEAD_LETTERS)
                .union(
                        records.getSideOutput(DecodeFunction.DEAD_LETTERS),
                        callers.getSideOutput(CallRecordBuilderFunction.DEAD_LETTERS))
                .sinkTo(sinks.deadLetters())
                .uid("dead-letters")
                .name("dead-letters");
    }

    private static DataStream<RawMessage> from(
            StreamExecutionEnvironment env, Source<RawMessage, ?, ?> source, String name) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), name).uid(name);
    }
}
