package io.supportassistant.crm;

import java.util.List;

/**
 * A customer in the CRM.
 *
 * @param id the CRM's own
 * @param company or null
 * @param tier as the CRM names it, or null
 * @param products of the customer, as far as the CRM's settings provide them
 */
public record Customer(String id, String name, String company, String tier, List<String> products) {

    public Customer {
        ProfileLimits.id(id);
        name = ProfileLimits.text(name);
        company = ProfileLimits.text(company);
        tier = ProfileLimits.text(tier);
        products = products == null ? List.of() : ProfileLimits.products(products);
    }

    /** Leaves out personal data. */
    @Override
    public String toString() {
        return "a customer";
    }
}
