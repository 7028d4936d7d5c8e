package io.supportassistant.assistjob;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.NoteWorded;

/**
 * What a model made of a note.
 *
 * @param note null if it gave no usable answer
 * @param action the record of asking it
 */
public record WordedNote(NoteWorded note, AgentAction action) {}
