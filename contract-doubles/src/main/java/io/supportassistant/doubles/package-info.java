/**
 * Servers that keep to the wire contract of the services the assistant talks to, and refuse what
 * those refuse. They take the place of what cannot be had on a developer's machine; nothing here
 * runs in production.
 */
package io.supportassistant.doubles;
