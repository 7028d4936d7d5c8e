package io.supportassistant.crm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.CustomerProfile.Candidate;
import io.supportassistant.events.CustomerProfile.OpenCase;
import io.supportassistant.events.CustomerProfile.PastContact;
import io.supportassistant.events.CustomerProfile.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identifies the caller: by an id if it is trusted, else by number; then reads the history of the
 * customer found. Caches results for a while, but not failures. Reads no history if several
 * customers share the number.
 */
public final class CustomerLookup {

    private static final Logger LOG = LoggerFactory.getLogger(CustomerLookup.class);
    private static final int MAX_CASES = 10;
    private static final int MAX_CONTACTS = 3;
    private static final int MAX_KEPT = 10_000;

    private final String name;
    private final Crm crm;
    private final String region;
    private final boolean trustIds;
    private final Clock clock;
    private final Cache<String, Found> cache;

    /**
     * @param name of the CRM
     * @param region of numbers without a country code
     * @param trustIds whether the telephone system's customer ids are the CRM's; if not, an id only
     *     selects one of several customers with the same number
     * @param keep how long a result is cached
     */
    public CustomerLookup(
            String name, Crm crm, String region, boolean trustIds, Duration keep, Clock clock) {
        this.name = name;
        this.crm = crm;
        this.region = region;
        this.trustIds = trustIds;
        this.clock = clock;
        this.cache = Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(keep).build();
    }

    /** The caller's profile. The future never fails: the profile's status reports the failure. */
    @SuppressWarnings("ReferenceEquality") // Is it the cached instance?
    public CompletableFuture<CustomerProfile> lookUp(Caller caller) {
        Optional<CallerNumber> number = CallerNumber.parse(caller.phone(), region);
        if (!asksById(caller) && number.isEmpty()) {
            return CompletableFuture.completedFuture(unknown(caller, Status.UNKNOWN_NUMBER));
        }
        String key =
                caller.customerId()
                        + " "
                        + caller.chosen()
                        + " "
                        + number.map(CallerNumber::e164).orElse("");
        Found before = cache.getIfPresent(key);
        // Within a future, so that a thrown exception counts as a failure too.
        return CompletableFuture.completedFuture(before)
                .thenCompose(
                        known ->
                                known == null
                                        ? find(caller, number).thenCompose(this::withHistory)
                                        : CompletableFuture.completedFuture(known))
                .thenApply(
                        found -> {
                            CustomerProfile profile = profile(caller, found);
                            if (found != before && found.whole()) {
                                cache.put(key, found);
                            }
                            return profile;
                        })
                .exceptionally(failure -> unavailable(caller, CrmException.of(failure)));
    }

    /**
     * @param whole whether the history was read too
     */
    private record Found(CustomerMatch match, History history, boolean whole) {}

    private CompletableFuture<CustomerMatch> find(Caller caller, Optional<CallerNumber> number) {
        return byId(caller)
                .thenCompose(
                        one -> {
                            if (one.isPresent()) {
                                return CompletableFuture.completedFuture(
                                        CustomerMatch.of(List.of(one.get())));
                            }
                            return number.isPresent()
                                    ? crm.findByPhone(number.get())
                                            .thenApply(
                                                    match -> narrowed(match, caller.customerId()))
                                    : CompletableFuture.completedFuture(
                                            CustomerMatch.of(List.of()));
                        });
    }

    private CompletableFuture<Optional<Customer>> byId(Caller caller) {
        if (!asksById(caller)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return caller.chosen()
                ? crm.findById(caller.customerId())
                : crm.findByForeignId(caller.customerId());
    }

    private boolean asksById(Caller caller) {
        return caller.customerId() != null && (trustIds || caller.chosen());
    }

    /** If the id and the number match one of several customers, that is enough. */
    private static CustomerMatch narrowed(CustomerMatch match, String customerId) {
        return match.customers().stream()
                .filter(one -> one.id().equals(customerId))
                .findFirst()
                .map(one -> CustomerMatch.of(List.of(one)))
                .orElse(match);
    }

    private CompletableFuture<Found> withHistory(CustomerMatch match) {
        if (!match.isUnique()) {
            return CompletableFuture.completedFuture(new Found(match, History.EMPTY, true));
        }
        // The customer is useful even without the history.
        return crm.history(match.customers().get(0).id())
                .handle(
                        (history, failure) ->
                                failure == null
                                        ? new Found(match, history, true)
                                        : new Found(match, History.EMPTY, false));
    }

    private CustomerProfile unavailable(Caller caller, CrmException failure) {
        LOG.warn(
                "{}: customer lookup failed for session {}: {} ({})",
                name,
                caller.sessionId(),
                failure.failure().wireName(),
                failure.getMessage());
        return unknown(caller, Status.UNAVAILABLE);
    }

    private CustomerProfile unknown(Caller caller, Status status) {
        return CustomerProfile.withoutCustomer(
                caller.sessionId(), name, status, caller.generation(), clock.instant());
    }

    private CustomerProfile profile(Caller caller, Found found) {
        CustomerMatch match = found.match();
        if (match.customers().isEmpty()) {
            return unknown(caller, Status.NONE);
        }
        if (!match.isUnique()) {
            return new CustomerProfile(
                    caller.sessionId(),
                    name,
                    Status.AMBIGUOUS,
                    null,
                    match.customers().stream()
                            .map(one -> new Candidate(one.id(), one.name(), one.company()))
                            .toList(),
                    null,
                    null,
                    null,
                    caller.generation(),
                    clock.instant());
        }
        Customer one = match.customers().get(0);
        List<History.Case> open =
                found.history().cases().stream()
                        .filter(History.Case::open)
                        .sorted(newestFirst(History.Case::openedAt))
                        .toList();
        return new CustomerProfile(
                caller.sessionId(),
                name,
                Status.UNIQUE,
                new CustomerProfile.Customer(
                        one.id(), one.name(), one.company(), one.tier(), one.products()),
                null,
                open.stream()
                        .limit(MAX_CASES)
                        .map(
                                it ->
                                        new OpenCase(
                                                it.id(),
                                                it.number(),
                                                it.subject(),
                                                it.status(),
                                                it.openedAt()))
                        .toList(),
                contacts(found.history()),
                open.stream()
                        .filter(History.Case::incident)
                        .findFirst()
                        .map(History.Case::subject)
                        .orElse(null),
                caller.generation(),
                clock.instant());
    }

    private static List<PastContact> contacts(History history) {
        return Stream.concat(
                        history.cases().stream()
                                .map(
                                        it ->
                                                new PastContact(
                                                        it.subject(),
                                                        it.open() ? "open" : "closed",
                                                        it.openedAt())),
                        history.calls().stream()
                                .map(it -> new PastContact(it.subject(), it.state(), it.at())))
                .sorted(newestFirst(PastContact::at))
                .limit(MAX_CONTACTS)
                .toList();
    }

    private static <T> Comparator<T> newestFirst(java.util.function.Function<T, Instant> time) {
        return Comparator.comparing(time, Comparator.nullsLast(Comparator.<Instant>reverseOrder()));
    }
}
