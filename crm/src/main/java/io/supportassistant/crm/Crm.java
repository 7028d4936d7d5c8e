package io.supportassistant.crm;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A customer database. No method blocks; each is over within the deadline that the implementation
 * was set: a failure completes the future with a {@link CrmException} and nothing else.
 *
 * <p>Texts may be anything, of customers and agents alike: to an implementation they are data.
 */
public interface Crm extends AutoCloseable {

    /** Everybody who has this number, each verified; never fails because there is nobody. */
    CompletableFuture<CustomerMatch> findByPhone(CallerNumber number);

    /**
     * @param customerId the CRM's own id, as a {@link Customer} has it
     * @return empty if there is no such customer, or it cannot be an id of this CRM
     */
    CompletableFuture<Optional<Customer>> findById(String customerId);

    /**
     * @param customerId what a telephone system has for a customer's id: the CRM's own unless the
     *     CRM is set up to know others
     * @return empty if there is no such customer, or it cannot be such an id
     */
    default CompletableFuture<Optional<Customer>> findByForeignId(String customerId) {
        return findById(customerId);
    }

    /**
     * @param customerId as a {@link Customer} has it
     */
    CompletableFuture<History> history(String customerId);

    /** Opens the case of a call; when it exists already, says which it is. */
    CompletableFuture<CrmEntry> openCase(CaseDraft draft);

    /**
     * Keeps the record of a call; when it is kept already, says where. It may be asked again after
     * it has timed out, but never twice at a time for one call.
     */
    CompletableFuture<CrmEntry> addInteraction(InteractionDraft draft);

    /** Signs in and reads, and says what is missing; one finding for each thing looked at. */
    CompletableFuture<java.util.List<Finding>> check();

    @Override
    void close();

    /**
     * What a check found.
     *
     * @param what was looked at, such as {@code sign-in}
     * @param advice what to do, or null if all is well
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
