package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;

public enum Trigger {
    @JsonProperty("customer_speech")
    CUSTOMER_SPEECH,
    @JsonProperty("agent_question")
    AGENT_QUESTION
}
