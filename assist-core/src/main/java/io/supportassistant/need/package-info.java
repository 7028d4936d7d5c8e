/** Tracks what a call needs over all its turns, and how likely each article is to answer it. */
package io.supportassistant.need;
