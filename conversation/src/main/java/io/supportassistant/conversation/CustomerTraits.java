package io.supportassistant.conversation;

import java.util.List;

/**
 * The fields of a customer's profile that help to find an article. They do not identify the
 * customer.
 *
 * @param tier as the CRM names it, or null
 * @param products the customer has
 * @param generation of the profile that they come from
 */
public record CustomerTraits(String tier, List<String> products, int generation) {

    /** The traits for a call that has had one number only. */
    public CustomerTraits(String tier, List<String> products) {
        this(tier, products, 0);
    }

    public CustomerTraits {
        products = products == null ? List.of() : products;
    }
}
