package io.supportassistant.assist;

import io.supportassistant.events.ModelUse;

/** What an agent made of a model's answer, and what that took. */
public record ModelResult<T>(T value, ModelUse use) {}
