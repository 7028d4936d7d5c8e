/** Scores the assist agents on labelled calls, and fits their weights to labelled calls. */
package io.supportassistant.evaluation;
