package io.supportassistant.crm;

import java.io.Serializable;

/** Creates a client of the CRM on the machine that runs it. */
public interface CrmSource extends Serializable {

    Crm open(CrmMetrics metrics);
}
