/** A statistical tagger of entities and its features. */
package io.supportassistant.context.tagger;
