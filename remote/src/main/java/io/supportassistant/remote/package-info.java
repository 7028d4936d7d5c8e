/**
 * What every server of others is asked through: bounded, abortable, and left alone when it fails.
 */
package io.supportassistant.remote;
