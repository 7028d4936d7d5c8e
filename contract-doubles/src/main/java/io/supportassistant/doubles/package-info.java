/**
 * Doubles of servers: they keep to the wire contracts of the services that the assistant uses, and
 * refuse the same requests. They replace services that cannot run on a developer's machine; nothing
 * here runs in production.
 */
package io.supportassistant.doubles;
