package io.supportassistant.crm;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A customer database. No method blocks. Each future completes within the deadline that the
 * implementation is configured with; it fails only with a {@link CrmException}.
 *
 * <p>Texts come from customers and agents and may contain anything: implementations treat them as
 * data.
 */
public interface Crm extends AutoCloseable {

    /** All customers with this number, each verified; an empty match is not a failure. */
    CompletableFuture<CustomerMatch> findByPhone(CallerNumber number);

    /**
     * @param customerId the CRM's own id, as in {@link Customer}
     * @return empty if there is no such customer, or it cannot be an id of this CRM
     */
    CompletableFuture<Optional<Customer>> findById(String customerId);

    /**
     * @param customerId the telephone system's id of a customer: the CRM's own id unless the CRM is
     *     configured to map others
     * @return empty if there is no such customer, or it cannot be such an id
     */
    default CompletableFuture<Optional<Customer>> findByForeignId(String customerId) {
        return findById(customerId);
    }

    /**
     * @param customerId as in {@link Customer}
     */
    CompletableFuture<History> history(String customerId);

    /** Opens the case of a call, or returns the existing one. */
    CompletableFuture<CrmEntry> openCase(CaseDraft draft);

    /**
     * Writes the record of a call, or returns the existing one. Callers may retry after a timeout,
     * but never call it twice at a time for one call.
     */
    CompletableFuture<CrmEntry> addInteraction(InteractionDraft draft);

    /** Signs in, reads, and reports what is missing; one finding for each item checked. */
    CompletableFuture<java.util.List<Finding>> check();

    @Override
    void close();

    /**
     * A finding of the check.
     *
     * @param what the item checked, such as {@code sign-in}
     * @param advice how to fix it, or null if it is fine
     */
    record Finding(String what, boolean ok, String advice) {

        public static Finding ok(String what) {
            return new Finding(what, true, null);
        }

        public static Finding missing(String what, String advice) {
            return new Finding(what, false, advice);
        }
    }
}
