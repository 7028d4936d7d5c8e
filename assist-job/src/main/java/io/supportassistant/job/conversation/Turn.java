package io.supportassistant.job.conversation;

import io.supportassistant.events.Speaker;

/**
 * One final segment in the window.
 *
 * @param startMs milliseconds from the start of the call, or null if the source did not say
 */
public record Turn(String segmentId, Speaker speaker, String text, Long startMs) {}
