package io.supportassistant.assist;

import io.supportassistant.events.ModelUse;

/** An agent's result from a model's answer, and the requests, tokens and cost it took. */
public record ModelResult<T>(T value, ModelUse use) {}
