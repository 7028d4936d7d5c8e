/** The commands of {@code ./assist}. */
package io.supportassistant.local;
