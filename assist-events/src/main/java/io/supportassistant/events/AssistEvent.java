package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A record that travels on Kafka. On the wire it is one JSON object in snake_case. The field {@code
 * type} identifies the record; unknown fields are ignored; times are ISO-8601 in UTC.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CallStarted.class, name = "call.started"),
    @JsonSubTypes.Type(value = CallLinked.class, name = "call.linked"),
    @JsonSubTypes.Type(value = AgentJoined.class, name = "call.agent_joined"),
    @JsonSubTypes.Type(value = AgentLeft.class, name = "call.agent_left"),
    @JsonSubTypes.Type(value = CallWrapup.class, name = "call.wrapup"),
    @JsonSubTypes.Type(value = TranscriptSegment.class, name = "transcript.segment"),
    @JsonSubTypes.Type(value = TranscriptTracks.class, name = "transcript.tracks"),
    @JsonSubTypes.Type(value = TranscriptGap.class, name = "transcript.gap"),
    @JsonSubTypes.Type(value = TranscriptRedacted.class, name = "transcript.redacted"),
    @JsonSubTypes.Type(value = AgentQuestion.class, name = "agent.question"),
    @JsonSubTypes.Type(value = CustomerChosen.class, name = "agent.customer_chosen"),
    @JsonSubTypes.Type(value = CaseRequested.class, name = "agent.case_requested"),
    @JsonSubTypes.Type(value = CaseWithdrawn.class, name = "agent.case_withdrawn"),
    @JsonSubTypes.Type(value = NoteEdited.class, name = "agent.note_edited"),
    @JsonSubTypes.Type(value = NoteWorded.class, name = "note.worded"),
    @JsonSubTypes.Type(value = CallEnded.class, name = "call.ended"),
    @JsonSubTypes.Type(value = SuggestionUpdate.class, name = "suggestions"),
    @JsonSubTypes.Type(value = SourceCards.class, name = "source.cards"),
    @JsonSubTypes.Type(value = CallBrief.class, name = "call.brief"),
    @JsonSubTypes.Type(value = CustomerProfile.class, name = "customer.profile"),
    @JsonSubTypes.Type(value = CallRecord.class, name = "call.record"),
    @JsonSubTypes.Type(value = CrmOutcome.class, name = "crm.outcome"),
    @JsonSubTypes.Type(value = UnwrittenRecord.class, name = "crm.unwritten"),
    @JsonSubTypes.Type(value = AgentAction.class, name = "agent.action"),
    @JsonSubTypes.Type(value = AgentFeedback.class, name = "feedback"),
    @JsonSubTypes.Type(value = KnowledgeArticle.class, name = "knowledge.article"),
    @JsonSubTypes.Type(value = DeadLetter.class, name = "dead_letter"),
})
public sealed interface AssistEvent
        permits SessionEvent, AgentAction, KnowledgeArticle, DeadLetter {

    int SCHEMA_VERSION = 1;

    @JsonProperty(value = "schema_version", access = JsonProperty.Access.READ_ONLY)
    default int schemaVersion() {
        return SCHEMA_VERSION;
    }
}
