/** A Flink REST handler that refuses requests of other sites' web pages. */
package io.supportassistant.guard;
