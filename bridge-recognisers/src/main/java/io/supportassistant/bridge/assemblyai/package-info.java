/** Adapter for AssemblyAI streaming transcripts. */
package io.supportassistant.bridge.assemblyai;
