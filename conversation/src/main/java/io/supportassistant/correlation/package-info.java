/** Joins the legs of one call. */
package io.supportassistant.correlation;
