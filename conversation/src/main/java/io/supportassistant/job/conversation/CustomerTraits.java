package io.supportassistant.job.conversation;

import java.util.List;

/**
 * What of a customer's profile helps to find an article. Nothing that says who it is.
 *
 * @param tier as the CRM names it, or null
 * @param products the customer has
 */
public record CustomerTraits(String tier, List<String> products) {

    public CustomerTraits {
        products = products == null ? List.of() : products;
    }
}
