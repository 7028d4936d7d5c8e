package io.supportassistant.crm;

import java.util.List;

/**
 * Who has a number: nobody, one person, or several. Which of several it is, is for people to say.
 *
 * @param shared whether the CRM itself says that the number is not one person's
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
