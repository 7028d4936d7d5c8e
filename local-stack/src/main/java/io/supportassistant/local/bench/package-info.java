/** Benchmarks, each with a baseline in the same run. */
package io.supportassistant.local.bench;
