/**
 * Follows one call: its window of turns, facts, throttle, and personal data that only several
 * segments show. Start with {@link io.supportassistant.conversation.Conversation}.
 */
package io.supportassistant.conversation;
