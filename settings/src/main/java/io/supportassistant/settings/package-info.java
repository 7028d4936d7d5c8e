/**
 * Typed settings from the environment and the command line: each is declared once, with its
 * default.
 */
@NullMarked
package io.supportassistant.settings;

import org.jspecify.annotations.NullMarked;
