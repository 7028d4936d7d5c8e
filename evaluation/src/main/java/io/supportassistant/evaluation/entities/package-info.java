/** Trains and scores the tagger that finds entities. */
package io.supportassistant.evaluation.entities;
