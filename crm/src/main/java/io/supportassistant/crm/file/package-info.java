/** A customer database in files, for trials and tests. */
package io.supportassistant.crm.file;
