package io.supportassistant.knowledge;

/**
 * A passage that may answer.
 *
 * @param fusedScore sum over the queries of weight / (60 + rank), ranks from 1, by words and by
 *     meaning each; good for an order within one search and for nothing else
 */
public record Candidate(IndexedPassage passage, double fusedScore) {}
