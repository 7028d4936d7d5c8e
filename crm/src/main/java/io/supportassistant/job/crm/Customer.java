package io.supportassistant.job.crm;

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
        Bounds.id(id);
        name = Bounds.text(name);
        company = Bounds.text(company);
        tier = Bounds.text(tier);
        products = products == null ? List.of() : Bounds.products(products);
    }

    /** Says nothing personal. */
    @Override
    public String toString() {
        return "a customer";
    }
}
