package io.supportassistant.job.crm;

/**
 * Whom to look up for a call.
 *
 * @param customerId looked for first, or null
 * @param phone looked for if there is no id or nobody has it, or null
 */
public record Caller(String sessionId, String customerId, String phone) {}
