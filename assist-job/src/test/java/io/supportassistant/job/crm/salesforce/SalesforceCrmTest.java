package io.supportassistant.job.crm.salesforce;

import io.supportassistant.doubles.crm.CrmDouble;
import io.supportassistant.doubles.crm.SalesforceDouble;
import io.supportassistant.doubles.crm.SampleCustomers;
import io.supportassistant.job.crm.CrmContract;
import io.supportassistant.job.crm.CrmProvider;

class SalesforceCrmTest extends CrmContract {

    @Override
    protected CrmDouble start(SampleCustomers people) {
        return SalesforceDouble.start(people);
    }

    @Override
    protected CrmProvider provider() {
        return SalesforceCrm.PROVIDER;
    }
}
