package io.supportassistant.job.crm.hubspot;

import io.supportassistant.doubles.crm.CrmDouble;
import io.supportassistant.doubles.crm.HubspotDouble;
import io.supportassistant.doubles.crm.SampleCustomers;
import io.supportassistant.job.crm.CrmContract;
import io.supportassistant.job.crm.CrmProvider;

class HubspotCrmTest extends CrmContract {

    @Override
    protected CrmDouble start(SampleCustomers people) {
        return HubspotDouble.start(people);
    }

    @Override
    protected CrmProvider provider() {
        return HubspotCrm.PROVIDER;
    }

    @Override
    protected boolean signsIn() {
        return false;
    }
}
