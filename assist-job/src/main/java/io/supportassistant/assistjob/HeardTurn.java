package io.supportassistant.assistjob;

import io.supportassistant.conversation.Turn;

/** A turn of a call that was heard or has changed. */
public record HeardTurn(String sessionId, Turn turn) {}
