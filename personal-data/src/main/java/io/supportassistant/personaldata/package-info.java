/** Kinds of personal data, and the numbers and words of a text that may be of one. */
package io.supportassistant.personaldata;
