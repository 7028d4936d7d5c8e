/** Calls to external servers: bounded, abortable, and stopped while a server fails. */
@NullMarked
package io.supportassistant.remote;

import org.jspecify.annotations.NullMarked;
