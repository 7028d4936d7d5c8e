package io.supportassistant.conversation;

import java.util.List;

/**
 * What of a customer's profile helps to find an article. Nothing that says who it is.
 *
 * @param tier as the CRM names it, or null
 * @param products the customer has
 * @param generation of the profile they are from
 */
public record CustomerTraits(String tier, List<String> products, int generation) {

    /** Of a call that has had one number. */
    public CustomerTraits(String tier, List<String> products) {
        this(tier, products, 0);
    }

    public CustomerTraits {
        products = products == null ? List.of() : products;
    }
}
