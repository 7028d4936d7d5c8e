package io.supportassistant.model;

import io.supportassistant.events.ModelUse;

/** A model's answer, and the requests, tokens and cost it took. */
public record ModelAnswer(StructuredAnswer content, ModelUse use) {}
