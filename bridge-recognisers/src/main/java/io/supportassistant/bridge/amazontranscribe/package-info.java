/** Adapter for Amazon Transcribe streaming results. */
package io.supportassistant.bridge.amazontranscribe;
