/** The program that starts the assist job. */
package io.supportassistant.job;
