package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;

public enum Speaker {
    @JsonProperty("customer")
    CUSTOMER,
    @JsonProperty("agent")
    AGENT,
    @JsonProperty("unknown")
    UNKNOWN
}
