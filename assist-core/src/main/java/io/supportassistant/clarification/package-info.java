/** Chooses the questions worth asking: those whose answer would change which article is shown. */
package io.supportassistant.clarification;
