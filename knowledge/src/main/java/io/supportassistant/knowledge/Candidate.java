package io.supportassistant.knowledge;

/**
 * A passage that may answer.
 *
 * @param fusedScore sum over the queries of weight / (60 + rank), for words and meaning separately,
 *     ranks from 1; only comparable within one search
 */
public record Candidate(IndexedPassage passage, double fusedScore) {}
