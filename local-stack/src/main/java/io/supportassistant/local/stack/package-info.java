/** Starts, watches and stops all parts of the local stack as processes. */
package io.supportassistant.local.stack;
