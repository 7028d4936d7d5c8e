package io.supportassistant.crm;

import java.util.List;

/**
 * The customers with a number: none, one or several. Only a human can select one of several.
 *
 * @param shared whether the CRM itself marks the number as shared by several people
 */
public record CustomerMatch(List<Customer> customers, boolean shared) {

    public CustomerMatch {
        customers = customers.stream().limit(ProfileLimits.MOST_CUSTOMERS).toList();
    }

    public static CustomerMatch of(List<Customer> customers) {
        return new CustomerMatch(customers, false);
    }

    public boolean isUnique() {
        return customers.size() == 1 && !shared;
    }
}
