package io.supportassistant.assist;

import java.util.Locale;

/** Why a model gave no answer that can be used. */
public enum ModelOutcome {
    /** Nothing usable before the deadline. */
    TIMEOUT,
    /** The server asks to wait, for longer than there is time. */
    RATE_LIMITED,
    /** The account's quota is used up. */
    OVER_QUOTA,
    /** The key is wrong, or does not allow this. */
    UNAUTHORIZED,
    /** The server does not know the model, or the address. */
    NOT_FOUND,
    /** The server does not take the request. */
    INVALID_REQUEST,
    /** The model declined to answer. */
    REFUSED,
    /** The answer reached the limit of tokens before its end. */
    CUT_OFF,
    /** What came is not the JSON asked for. */
    UNREADABLE,
    /** The answer says what nobody said. */
    UNGROUNDED,
    /** Not reachable, or failing. */
    UNAVAILABLE,
    /** Failed too often of late; not asked. */
    CIRCUIT_OPEN,
    /** The call's or the minute's tokens are used up; not asked. */
    OVER_BUDGET,
    /** Too much is waiting here already; not asked. */
    OVERLOADED,
    /** Given up by who asked. */
    CANCELLED;

    /** As {@code agent-actions} shows it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
