/** Scores the agents on labelled calls, and fits their weights to them. */
package io.supportassistant.evaluation;
