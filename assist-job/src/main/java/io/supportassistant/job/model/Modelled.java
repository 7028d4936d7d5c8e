package io.supportassistant.job.model;

import io.supportassistant.events.ModelUse;

/** What an agent made of a model's answer, and what that took. */
public record Modelled<T>(T value, ModelUse use) {}
