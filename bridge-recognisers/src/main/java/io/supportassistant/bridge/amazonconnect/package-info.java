/** Adapter for Amazon Connect Contact Lens. */
package io.supportassistant.bridge.amazonconnect;
