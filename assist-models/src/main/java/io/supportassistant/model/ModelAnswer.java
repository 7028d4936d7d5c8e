package io.supportassistant.model;

import io.supportassistant.events.ModelUse;

/** What a model answered and what that took. */
public record ModelAnswer(StructuredAnswer content, ModelUse use) {}
