package io.supportassistant.events;

import java.util.Locale;

/** Why a model gave no usable answer. */
public enum ModelOutcome {
    /** No usable answer before the deadline. */
    TIMEOUT,
    /** The server asks to wait longer than the deadline allows. */
    RATE_LIMITED,
    /** The account's quota is used up. */
    OVER_QUOTA,
    /** The key is wrong, or lacks the permission. */
    UNAUTHORIZED,
    /** The server does not know the model or the path. */
    NOT_FOUND,
    /** The server rejects the request. */
    INVALID_REQUEST,
    /** The model declined to answer. */
    REFUSED,
    /** The answer was cut off at the token limit. */
    CUT_OFF,
    /** The answer is not the expected JSON. */
    UNREADABLE,
    /** The answer contains statements that its sources do not support. */
    UNGROUNDED,
    /** The server is unreachable or failing. */
    UNAVAILABLE,
    /** Too many recent failures; no request was sent. */
    CIRCUIT_OPEN,
    /** The token budget of the call or of the minute is used up; no request was sent. */
    OVER_BUDGET,
    /** Too many requests are already queued here; no request was sent. */
    OVERLOADED,
    /** The caller gave up. */
    CANCELLED;

    /** As {@code agent-actions} shows it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
