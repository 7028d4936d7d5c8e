/** Which adapters there are. */
package io.supportassistant.bridge.adapters;
