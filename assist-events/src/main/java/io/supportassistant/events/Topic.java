package io.supportassistant.events;

/** The topics, and how each is kept. Names are part of the contract. */
public enum Topic {
    CALL_EVENTS("call-events", false),
    SUGGESTIONS("suggestions", false),
    CUSTOMER_PROFILES("customer-profiles", false),
    /** What is to be written to the CRM of calls that are over. */
    CALL_RECORDS("call-records", false),
    CRM_OUTCOMES("crm-outcomes", false),
    /** What the CRM would not take, until an operator has it written again. */
    CRM_UNWRITTEN("crm-unwritten", false),
    AGENT_ACTIONS("agent-actions", false),
    AGENT_FEEDBACK("agent-feedback", false),
    KNOWLEDGE_ARTICLES("knowledge-articles", true),
    /** Which calls an outbound connector follows, and by its partitions which connector does. */
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
     * Whether Kafka keeps the last value of each key for good, rather than everything for a time.
     */
    public boolean compacted() {
        return compacted;
    }
}
