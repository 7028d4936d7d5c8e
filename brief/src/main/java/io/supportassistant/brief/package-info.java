/** The running summary of a call: what was found out, tried and promised, each with its source. */
package io.supportassistant.brief;
