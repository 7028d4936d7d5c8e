package io.supportassistant.job.topology;

import io.supportassistant.job.crm.Crm;
import io.supportassistant.job.crm.CrmMetrics;
import java.io.Serializable;

/** Makes a client of the CRM on the machine that runs it. */
public interface CrmSource extends Serializable {

    Crm open(CrmMetrics metrics);
}
