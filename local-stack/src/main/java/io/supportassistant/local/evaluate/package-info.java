/** Plays labelled calls and conversations through the assist agents, and scores the result. */
package io.supportassistant.local.evaluate;
