package io.supportassistant.events;

/** The topics and their retention. The names are part of the contract. */
public enum Topic {
    CALL_EVENTS("call-events", false),
    SUGGESTIONS("suggestions", false),
    /** Running summaries of calls; the last one of a call is the whole of it. */
    CALL_BRIEF("call-brief", false),
    CUSTOMER_PROFILES("customer-profiles", false),
    /** Records of ended calls, to be written to the CRM. */
    CALL_RECORDS("call-records", false),
    CRM_OUTCOMES("crm-outcomes", false),
    /** Records that the CRM did not accept, until an operator has them written again. */
    CRM_UNWRITTEN("crm-unwritten", false),
    AGENT_ACTIONS("agent-actions", false),
    AGENT_FEEDBACK("agent-feedback", false),
    KNOWLEDGE_ARTICLES("knowledge-articles", true),
    /** The calls that an outbound connector follows. Its partitions decide which connector does. */
    CONNECTOR_CALLS("connector-calls", true),
    DEAD_LETTERS("dead-letters", false);

    private final String topicName;
    private final boolean compacted;

    Topic(String topicName, boolean compacted) {
        this.topicName = topicName;
        this.compacted = compacted;
    }

    public String topicName() {
        return topicName;
    }

    /**
     * Whether Kafka keeps the last value of each key forever, instead of all records for a limited
     * time.
     */
    public boolean compacted() {
        return compacted;
    }
}
