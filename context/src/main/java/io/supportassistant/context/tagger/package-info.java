/** A statistical tagger of entities, and the program that trains it. */
package io.supportassistant.context.tagger;
