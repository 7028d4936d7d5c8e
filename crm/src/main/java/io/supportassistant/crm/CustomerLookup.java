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
 * Who is calling. Asks by number, or first by an id that can be trusted, then for the past of the
 * one found. Answers are kept for a while, failures are not. Of several people with one number
 * nobody's past is looked at.
 */
public final class CustomerLookup {

    private static final Logger LOG = LoggerFactory.getLogger(CustomerLookup.class);
    private static final int MOST_CASES = 10;
    private static final int MOST_CONTACTS = 3;
    private static final int MOST_KEPT = 10_000;

    private final String name;
    private final Crm crm;
    private final String region;
    private final boolean trustIds;
    private final Clock clock;
    private final Cache<String, Found> kept;

    /**
     * @param name of the CRM
     * @param region where numbers without a country code belong
     * @param trustIds whether what a telephone system has for a customer's id is the CRM's; if not,
     *     it only tells which of several people with one number it is
     * @param keep how long an answer holds
     */
    public CustomerLookup(
            String name, Crm crm, String region, boolean trustIds, Duration keep, Clock clock) {
        this.name = name;
        this.crm = crm;
        this.region = region;
        this.trustIds = trustIds;
        this.clock = clock;
        this.kept = Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(keep).build();
    }

    /** The profile of who calls; never fails: then the profile says so. */
    @SuppressWarnings("ReferenceEquality") // Whether it is what was kept.
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
        Found before = kept.getIfPresent(key);
        // Within a future, so that what is thrown is a failure too.
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
                                kept.put(key, found);
                            }
                            return profile;
                        })
                .exceptionally(failure -> unavailable(caller, CrmException.of(failure)));
    }

    /**
     * @param whole whether the past is known too
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

    /** Two sources that agree on one of several people are enough. */
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
        // Without the past it is still worth knowing who it is.
        return crm.history(match.customers().get(0).id())
                .handle(
                        (history, failure) ->
                                failure == null
                                        ? new Found(match, history, true)
                                        : new Found(match, History.EMPTY, false));
    }

    private CustomerProfile unavailable(Caller caller, CrmException failure) {
        LOG.warn(
                "{}: who calls in session {} is not known: {} ({})",
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
                        .limit(MOST_CASES)
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
                .limit(MOST_CONTACTS)
                .toList();
    }

    private static <T> Comparator<T> newestFirst(java.util.function.Function<T, Instant> time) {
        return Comparator.comparing(time, Comparator.nullsLast(Comparator.<Instant>reverseOrder()));
    }
}
