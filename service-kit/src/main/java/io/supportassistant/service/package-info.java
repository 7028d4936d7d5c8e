/**
 * What the HTTP services share: settings of the listener, the checks of every request, problems,
 * health, metrics, reading and writing topics.
 */
package io.supportassistant.service;
