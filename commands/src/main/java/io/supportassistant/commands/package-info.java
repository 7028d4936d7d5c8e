/** The programs that run once and end: each is a class with a main method. */
package io.supportassistant.commands;
