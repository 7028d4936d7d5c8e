/**
 * Shared code of the HTTP services: listener settings, request checks, problems, health, metrics,
 * and reading and writing topics.
 */
package io.supportassistant.service;
