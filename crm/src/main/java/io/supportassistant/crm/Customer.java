package io.supportassistant.crm;

import java.util.List;

/**
 * A person the CRM knows.
 *
 * @param id the CRM's own
 * @param company or null
 * @param tier as the CRM names it, or null
 * @param products the person has, as far as the CRM is set up to know it
 */
public record Customer(String id, String name, String company, String tier, List<String> products) {

    public Customer {
        ProfileLimits.id(id);
        name = ProfileLimits.text(name);
        company = ProfileLimits.text(company);
        tier = ProfileLimits.text(tier);
        products = products == null ? List.of() : ProfileLimits.products(products);
    }

    /** Says nothing personal. */
    @Override
    public String toString() {
        return "a customer";
    }
}
