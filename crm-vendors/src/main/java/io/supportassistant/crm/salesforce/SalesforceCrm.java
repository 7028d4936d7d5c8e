package io.supportassistant.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.Crm;
import io.supportassistant.crm.CrmEntry;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.crm.CrmProvider;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.CustomerMatch;
import io.supportassistant.crm.History;
import io.supportassistant.crm.InteractionDraft;
import io.supportassistant.crm.rest.CrmApi;
import io.supportassistant.crm.rest.CrmRequest;
import io.supportassistant.crm.rest.CrmResponse;
import io.supportassistant.crm.rest.RestSettings;
import io.supportassistant.crm.rest.TokenAccessSource;
import io.supportassistant.crm.salesforce.SalesforceReader.Query;
import io.supportassistant.events.SessionIds;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Salesforce: customers are contacts, cases are cases, and a call is a task with the call's session
 * in {@code CallObject}. Looks for a record before it writes one. A case is written by its session
 * as an external id, so that even two concurrent writes create only one.
 */
public final class SalesforceCrm implements Crm {

    private static final int MAX_ID_LENGTH = 255;

    public static final String NAME = "salesforce";

    public static final CrmProvider PROVIDER =
            new CrmProvider() {
                @Override
                public String name() {
                    return NAME;
                }

                @Override
                public List<Setting<?>> settings() {
                    return SalesforceSettings.ALL;
                }

                @Override
                public Crm open(Settings settings, CrmMetrics metrics) {
                    return new SalesforceCrm(
                            SalesforceSettings.from(settings),
                            RestSettings.from(settings),
                            metrics,
                            System::nanoTime);
                }
            };

    /** Whether the settings imply Salesforce: its username and password are set. */
    public static boolean isImplied(Settings settings) {
        return settings.find(SalesforceSettings.USERNAME).isPresent()
                && settings.find(SalesforceSettings.PASSWORD).isPresent();
    }

    private final SalesforceSettings settings;
    private final ReadQuota quota;
    private final CrmApi api;
    private final TokenAccessSource credentials;
    private final SalesforceReader reader;
    private final SalesforceQueries queries;
    private final SalesforceBodies bodies;
    private final SalesforceRows rows;

    SalesforceCrm(
            SalesforceSettings settings,
            RestSettings rest,
            CrmMetrics metrics,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.quota = new ReadQuota(settings.quotaForReading(), nanoTime);
        this.api =
                new CrmApi(PROVIDER.name(), rest, new SalesforceDialect(), quota.watching(metrics));
        this.credentials = new TokenAccessSource(new SalesforceSignIn(settings, api)::token);
        this.reader = new SalesforceReader(settings.version());
        this.queries = new SalesforceQueries(settings);
        this.bodies = new SalesforceBodies(settings);
        this.rows = new SalesforceRows(settings);
    }

    /**
     * Searches the index first: it finds every spelling of a number, but not a contact created a
     * moment ago.
     */
    @Override
    public CompletableFuture<CustomerMatch> findByPhone(CallerNumber number) {
        return reading(
                "find_by_phone",
                operation ->
                        search(operation, number)
                                .thenCompose(
                                        ids ->
                                                ids.isEmpty()
                                                        ? CompletableFuture.completedFuture(
                                                                List.<Customer>of())
                                                        : verified(
                                                                operation,
                                                                queries.contactsByIds(ids),
                                                                number))
                                .thenCompose(
                                        found ->
                                                found.isEmpty()
                                                        ? verified(
                                                                operation,
                                                                queries.contactsByPhone(
                                                                        number.spellings()),
                                                                number)
                                                        : CompletableFuture.completedFuture(found))
                                .thenApply(CustomerMatch::of));
    }

    private CompletableFuture<List<String>> search(
            CrmApi.Operation operation, CallerNumber number) {
        return operation.call(
                CrmRequest.repeatablePost(
                        reader.path("/parameterizedSearch"),
                        bodies.search(number.nationalDigits())),
                answer -> {
                    List<String> ids = new ArrayList<>();
                    CrmResponse.list(answer.json(), "searchRecords")
                            .forEach(hit -> ids.add(CrmResponse.text(hit, "Id")));
                    return ids;
                });
    }

    private CompletableFuture<List<Customer>> verified(
            CrmApi.Operation operation, String soql, CallerNumber number) {
        Function<JsonNode, Optional<Customer>> ifNumberMatches =
                row ->
                        SalesforceRows.hasNumber(row, number)
                                ? Optional.of(rows.customer(row))
                                : Optional.empty();
        return reader.rows(operation, new Query<>(soql, ifNumberMatches))
                .thenApply(contacts -> contacts.stream().flatMap(Optional::stream).toList());
    }

    /** Also by the contacts' field that is configured for the telephone system's ids. */
    @Override
    public CompletableFuture<Optional<Customer>> findById(String customerId) {
        return RecordId.isOne(customerId, RecordId.CONTACT)
                ? findByForeignId(customerId)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    /** By a contact's id, or by the field that is configured for foreign ids. */
    @Override
    public CompletableFuture<Optional<Customer>> findByForeignId(String customerId) {
        String soql;
        if (RecordId.isOne(customerId, RecordId.CONTACT)) {
            soql = queries.contactsByIds(List.of(customerId));
        } else if (settings.customerIdField() != null
                && customerId != null
                && !customerId.isBlank()
                && customerId.length() <= MAX_ID_LENGTH) {
            soql = queries.contactsByCustomerId(customerId);
        } else {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return reading(
                "find_by_id",
                operation ->
                        reader.rows(operation, new Query<>(soql, rows::customer))
                                .thenApply(
                                        // Two contacts with one id identify no customer.
                                        found ->
                                                found.size() == 1
                                                        ? Optional.of(found.get(0))
                                                        : Optional.empty()));
    }

    @Override
    public CompletableFuture<History> history(String customerId) {
        if (!RecordId.isOne(customerId, RecordId.CONTACT)) {
            return failed(
                    "history",
                    CrmFailure.NOT_FOUND,
                    "the customer id is not a Salesforce contact id");
        }
        return reading(
                "history",
                operation ->
                        reader.rows(
                                operation,
                                new Query<>(queries.casesOf(customerId), rows::pastCase),
                                new Query<>(queries.callsOf(customerId), SalesforceRows::pastCall),
                                History::new));
    }

    @Override
    public CompletableFuture<CrmEntry> openCase(CaseDraft draft) {
        boolean valid =
                SessionIds.isSessionId(draft.sessionId())
                        && (draft.customerId() == null
                                || RecordId.isOne(draft.customerId(), RecordId.CONTACT));
        if (!valid) {
            return failed(
                    "open_case", CrmFailure.REFUSED, "the session id or customer id is invalid");
        }
        CrmApi.Operation operation = api.write("open_case", credentials);
        return writtenCase(operation, draft)
                .thenCompose(
                        written ->
                                written.isPresent()
                                        ? CompletableFuture.completedFuture(written)
                                        : create(operation, draft))
                .thenCompose(
                        written ->
                                written.isPresent()
                                        ? entry(written.get())
                                        : failed(
                                                "open_case",
                                                CrmFailure.MALFORMED,
                                                "the case was created but cannot be found"));
    }

    private CompletableFuture<Optional<Written>> writtenCase(
            CrmApi.Operation operation, CaseDraft draft) {
        if (settings.sessionField() != null) {
            return first(operation, queries.caseOfCall(draft.sessionId()));
        }
        Function<JsonNode, Optional<Written>> ifSessionMatches =
                row ->
                        mentions(row, draft.sessionId())
                                ? Optional.of(Written.of(row))
                                : Optional.empty();
        return reader.rows(operation, new Query<>(queries.casesLike(draft), ifSessionMatches))
                .thenApply(candidates -> candidates.stream().flatMap(Optional::stream).findFirst());
    }

    private static boolean mentions(JsonNode row, String sessionId) {
        return row.path("Description").asText().contains(sessionId);
    }

    /** Creates the case, then reads it: its number exists only after the creation. */
    private CompletableFuture<Optional<Written>> create(
            CrmApi.Operation operation, CaseDraft draft) {
        if (settings.sessionField() == null) {
            return operation
                    .call(
                            CrmRequest.post(reader.path("/sobjects/Case"), bodies.newCase(draft)),
                            answer -> CrmResponse.text(answer.json(), "id"))
                    .thenCompose(id -> first(operation, queries.caseById(id)));
        }
        String path =
                reader.path(
                        "/sobjects/Case/"
                                + settings.sessionField()
                                + "/"
                                + CrmRequest.encode(draft.sessionId()));
        // The response has several forms and may be empty; a success status is enough.
        return operation
                .call(
                        CrmRequest.json("PATCH", path, bodies.newCase(draft), true),
                        Function.identity())
                .thenCompose(done -> first(operation, queries.caseOfCall(draft.sessionId())));
    }

    @Override
    public CompletableFuture<CrmEntry> addInteraction(InteractionDraft draft) {
        boolean valid =
                SessionIds.isSessionId(draft.recordKey())
                        && RecordId.isOne(draft.customerId(), RecordId.CONTACT)
                        && (draft.openedCase() == null
                                || RecordId.isOne(draft.openedCase().id(), RecordId.CASE));
        if (!valid) {
            return failed(
                    "add_interaction",
                    CrmFailure.REFUSED,
                    "the session id, customer id or case id is invalid");
        }
        CrmApi.Operation operation = api.write("add_interaction", credentials);
        return first(operation, queries.taskOfCall(draft.customerId(), draft.recordKey()))
                .thenCompose(
                        written ->
                                written.map(CompletableFuture::completedFuture)
                                        .orElseGet(() -> create(operation, draft)))
                .thenCompose(this::entry);
    }

    private CompletableFuture<Written> create(CrmApi.Operation operation, InteractionDraft draft) {
        return operation.call(
                CrmRequest.post(reader.path("/sobjects/Task"), bodies.newTask(draft)),
                answer -> new Written(CrmResponse.text(answer.json(), "id"), null));
    }

    private CompletableFuture<Optional<Written>> first(CrmApi.Operation operation, String soql) {
        return reader.rows(operation, new Query<>(soql, Written::of))
                .thenApply(found -> found.stream().findFirst());
    }

    /** Adds the URL of the page, on the host of the token. */
    private CompletableFuture<CrmEntry> entry(Written written) {
        String number = written.number() == null ? written.id() : written.number();
        return credentials
                .access()
                .thenApply(
                        access ->
                                new CrmEntry(
                                        written.id(), number, access.base() + "/" + written.id()));
    }

    /**
     * @param number of a case, or null
     */
    private record Written(String id, String number) {

        static Written of(JsonNode row) {
            return new Written(
                    CrmResponse.text(row, "Id"), CrmResponse.textOrNull(row, "CaseNumber"));
        }
    }

    @Override
    public CompletableFuture<List<Finding>> check() {
        return new SalesforceCheck(settings, api, credentials, reader, bodies).run();
    }

    private <T> CompletableFuture<T> reading(
            String name, Function<CrmApi.Operation, CompletableFuture<T>> work) {
        return quota.isLeft()
                ? work.apply(api.read(name, credentials))
                : failed(name, CrmFailure.QUOTA, "the rest of the quota is for writing");
    }

    private <T> CompletableFuture<T> failed(String name, CrmFailure failure, String message) {
        return api.unsent(name, new CrmException(failure, message));
    }

    @Override
    public void close() {
        api.close();
    }
}
