/**
 * Typed settings from the environment and the command line: each is declared once, with its
 * default.
 */
package io.supportassistant.settings;
