/**
 * Reads articles from files: Markdown, HTML, plain text, CSV, JSON lines. A bad file is reported
 * and does not stop the rest.
 */
package io.supportassistant.articles;
