package io.supportassistant.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.CustomerMatch;
import io.supportassistant.crm.InteractionDraft;
import io.supportassistant.crm.rest.ApiAccess;
import io.supportassistant.crm.rest.ApiAccessSource;
import io.supportassistant.crm.rest.CrmApi;
import io.supportassistant.crm.rest.CrmRequest;
import io.supportassistant.crm.rest.CrmResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HubSpot's API, one method for each kind of request. */
final class HubspotApi implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubspotApi.class);

    static final String NAME = "hubspot";

    /** Maximum number of inputs of one batch. */
    static final int MOST_INPUTS = 100;

    /** Of 500 ids each. Pages have no order, so only reading all of them yields the newest. */
    private static final int MAX_PAGES = 100;

    /** The newest associations that are kept; more than any request uses. */
    private static final int MAX_ASSOCIATIONS = 2_000;

    /** Ids grow: a longer number is a newer record. */
    private static final Comparator<String> NEWEST =
            Comparator.comparingInt(String::length).thenComparing(id -> id).reversed();

    private final HubspotSettings settings;
    private final HubspotPaths paths;
    private final Contacts contacts;
    private final ApiAccessSource credentials;
    private final CrmApi api;

    HubspotApi(HubspotSettings settings, CrmMetrics metrics) {
        this.settings = settings;
        this.paths = new HubspotPaths(settings.apiVersion());
        this.contacts = new Contacts(settings);
        this.credentials =
                ApiAccessSource.fixed(
                        new ApiAccess("Bearer " + settings.accessToken(), settings.baseUrl()));
        this.api = new CrmApi(NAME, settings.rest(), new HubspotDialect(), metrics);
    }

    CrmApi.Operation read(String operation) {
        return api.read(operation, credentials);
    }

    CrmApi.Operation write(String operation) {
        return api.write(operation, credentials);
    }

    CompletableFuture<CustomerMatch> search(CrmApi.Operation operation, CallerNumber number) {
        return operation.call(
                CrmRequest.repeatablePost(
                        paths.search(HubspotObjectType.CONTACT),
                        HubspotBodies.searchByPhone(number, settings)),
                answer -> contacts.match(number, answer.json()));
    }

    CompletableFuture<Optional<Customer>> contact(CrmApi.Operation operation, String id) {
        return orEmpty(
                operation.call(
                        CrmRequest.get(
                                paths.one(
                                        HubspotObjectType.CONTACT,
                                        id,
                                        settings.contactProperties())),
                        answer -> contacts.customer(answer.json())));
    }

    /** The ticket of a session. Unlike a search, this sees a ticket written a moment ago. */
    CompletableFuture<Optional<String>> ticket(CrmApi.Operation operation, String session) {
        return orEmpty(
                operation.call(
                        CrmRequest.get(
                                paths.oneBy(
                                        HubspotObjectType.TICKET,
                                        settings.sessionProperty(),
                                        session)),
                        answer -> CrmResponse.text(answer.json(), "id")));
    }

    CompletableFuture<String> upsertTicket(
            CrmApi.Operation operation, CaseDraft draft, Pipelines.Place place) {
        return operation.call(
                CrmRequest.repeatablePost(
                        paths.batchUpsert(HubspotObjectType.TICKET),
                        HubspotBodies.upsertTicket(draft, settings, place)),
                answer -> CrmResponse.text(BatchResponse.written(answer), "id"));
    }

    CompletableFuture<String> createCall(CrmApi.Operation operation, InteractionDraft draft) {
        return operation.call(
                CrmRequest.post(paths.of(HubspotObjectType.CALL), HubspotBodies.call(draft)),
                answer -> CrmResponse.text(answer.json(), "id"));
    }

    /** Associates two records; does nothing if they are associated already. */
    CompletableFuture<Void> associate(
            CrmApi.Operation operation,
            HubspotObjectType from,
            String fromId,
            HubspotObjectType to,
            String toId) {
        CrmRequest put =
                new CrmRequest(
                        "PUT", paths.associate(from, fromId, to, toId), null, null, Map.of(), true);
        return operation.call(
                put,
                answer -> {
                    BatchResponse.done(answer);
                    return null;
                });
    }

    /** The ids associated with a record, the newest first. */
    CompletableFuture<List<String>> associated(
            CrmApi.Operation operation, HubspotObjectType from, String id, HubspotObjectType to) {
        return new Associated(operation, from, id, to).read(null).thenApply(List::copyOf);
    }

    /** Reads all associations of a record with one kind, page by page. */
    private final class Associated {

        private final CrmApi.Operation operation;
        private final String path;
        private final String id;
        private final TreeSet<String> ids = new TreeSet<>(NEWEST);
        private int pages;

        Associated(
                CrmApi.Operation operation,
                HubspotObjectType from,
                String id,
                HubspotObjectType to) {
            this.operation = operation;
            this.path = paths.associationsOfMany(from, to);
            this.id = id;
        }

        /**
         * @param after where the page begins, or null for the first
         */
        CompletableFuture<Set<String>> read(String after) {
            JsonNode body =
                    after == null
                            ? HubspotBodies.associations(List.of(id))
                            : HubspotBodies.associations(id, after);
            return operation
                    .call(CrmRequest.repeatablePost(path, body), this::take)
                    .thenCompose(
                            next -> {
                                if (next.isEmpty()) {
                                    return CompletableFuture.completedFuture(ids);
                                }
                                if (++pages < MAX_PAGES) {
                                    return read(next.get());
                                }
                                LOG.warn(
                                        "hubspot: a record has more than {} pages of associations;"
                                                + " the rest is not read",
                                        MAX_PAGES);
                                return CompletableFuture.completedFuture(ids);
                            });
        }

        /** Adds a page; returns where the next one begins. */
        private Optional<String> take(CrmResponse answer) {
            Optional<String> next = Optional.empty();
            for (JsonNode result : BatchResponse.found(answer)) {
                for (JsonNode target : CrmResponse.list(result, "to")) {
                    ids.add(CrmResponse.id(target, "toObjectId"));
                    if (ids.size() > MAX_ASSOCIATIONS) {
                        ids.pollLast();
                    }
                }
                next =
                        Optional.ofNullable(
                                CrmResponse.textOrNull(
                                        result.path("paging").path("next"), "after"));
            }
            return next;
        }
    }

    /** The ids that are associated with at least one record of a kind. */
    CompletableFuture<Set<String>> withAny(
            CrmApi.Operation operation,
            HubspotObjectType from,
            List<String> ids,
            HubspotObjectType to) {
        if (ids.isEmpty()) {
            return CompletableFuture.completedFuture(Set.of());
        }
        return operation.call(
                CrmRequest.repeatablePost(
                        paths.associationsOfMany(from, to), HubspotBodies.associations(ids)),
                answer -> {
                    Set<String> matching = new LinkedHashSet<>();
                    for (JsonNode result : BatchResponse.found(answer)) {
                        if (!result.path("to").isEmpty()) {
                            matching.add(CrmResponse.text(result.path("from"), "id"));
                        }
                    }
                    return matching;
                });
    }

    /**
     * Reads records by id.
     *
     * @param reader makes the result from the records that still exist; may throw {@link
     *     CrmException}
     */
    <T> CompletableFuture<T> records(
            CrmApi.Operation operation,
            HubspotObjectType kind,
            List<String> ids,
            List<String> properties,
            Function<List<JsonNode>, T> reader) {
        if (ids.isEmpty()) {
            return CompletableFuture.completedFuture(reader.apply(List.of()));
        }
        return operation.call(
                CrmRequest.repeatablePost(
                        paths.batchRead(kind), HubspotBodies.read(ids, properties)),
                answer -> reader.apply(BatchResponse.found(answer)));
    }

    CompletableFuture<Pipelines> pipelines(CrmApi.Operation operation) {
        return operation.call(
                CrmRequest.get(paths.ticketPipelines()), answer -> Pipelines.read(answer.json()));
    }

    /** The properties that the account defines for a kind. */
    CompletableFuture<List<JsonNode>> properties(
            CrmApi.Operation operation, HubspotObjectType kind) {
        return operation.call(
                CrmRequest.get(paths.properties(kind)),
                answer -> {
                    List<JsonNode> properties = new ArrayList<>();
                    CrmResponse.list(answer.json(), "results").forEach(properties::add);
                    return properties;
                });
    }

    /** Reads an arbitrary record to check the permission. */
    CompletableFuture<Void> tryToRead(CrmApi.Operation operation, HubspotObjectType kind) {
        return operation.call(
                CrmRequest.get(paths.anyOne(kind)),
                answer -> {
                    CrmResponse.list(answer.json(), "results");
                    return null;
                });
    }

    private static <T> CompletableFuture<Optional<T>> orEmpty(CompletableFuture<T> response) {
        return response.handle(
                        (value, failure) -> {
                            if (failure == null) {
                                return CompletableFuture.completedFuture(Optional.of(value));
                            }
                            CrmException known = CrmException.of(failure);
                            return known.failure() == CrmFailure.NOT_FOUND
                                    ? CompletableFuture.completedFuture(Optional.<T>empty())
                                    : CompletableFuture.<Optional<T>>failedFuture(known);
                        })
                .thenCompose(result -> result);
    }

    /** Fails an operation without sending a request. */
    <T> CompletableFuture<T> unsent(String operation, CrmFailure failure, String message) {
        return api.unsent(operation, new CrmException(failure, message));
    }

    @Override
    public void close() {
        api.close();
    }
}
