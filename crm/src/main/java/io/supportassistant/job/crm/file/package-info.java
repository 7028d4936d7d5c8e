/** A customer database in files, for trials and tests. */
package io.supportassistant.job.crm.file;
