/** Programs that run once and exit; each is a class with a main method. */
package io.supportassistant.commands;
