package io.supportassistant.job.model;

/** What a model answered and what that took. */
public record ModelAnswer(StructuredAnswer content, ModelUse use) {}
