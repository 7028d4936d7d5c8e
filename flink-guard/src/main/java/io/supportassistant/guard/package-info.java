/** A Flink REST handler that refuses requests of foreign web pages. */
package io.supportassistant.guard;
