/** The list of all adapters. */
package io.supportassistant.bridge.adapters;
