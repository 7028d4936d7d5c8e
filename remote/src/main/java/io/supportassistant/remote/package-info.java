/**
 * What every server of others is asked through: bounded, abortable, and left alone when it fails.
 */
@NullMarked
package io.supportassistant.remote;

import org.jspecify.annotations.NullMarked;
