package io.supportassistant.crm.zendesk;

import static io.supportassistant.crm.zendesk.ZendeskRequests.isExternalId;
import static io.supportassistant.crm.zendesk.ZendeskRequests.isId;

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
import io.supportassistant.crm.rest.ApiAccessSource;
import io.supportassistant.crm.rest.CrmApi;
import io.supportassistant.crm.rest.CrmApi.Operation;
import io.supportassistant.crm.rest.CrmResponse;
import io.supportassistant.crm.rest.RestSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Customers and tickets of Zendesk Support. */
public final class ZendeskCrm implements Crm {

    private static final Logger LOG = LoggerFactory.getLogger(ZendeskCrm.class);
    private static final String NAME = "zendesk";

    public static final CrmProvider PROVIDER =
            new CrmProvider() {
                @Override
                public String name() {
                    return NAME;
                }

                @Override
                public List<Setting<?>> settings() {
                    return ZendeskSettings.ALL;
                }

                @Override
                public Crm open(Settings settings, CrmMetrics metrics) {
                    return new ZendeskCrm(
                            ZendeskSettings.from(settings), RestSettings.from(settings), metrics);
                }
            };

    private final ZendeskSettings settings;
    private final CrmApi api;
    private final ApiAccessSource credentials;
    private final ZendeskReader reader;
    private final ZendeskRecords records;

    ZendeskCrm(ZendeskSettings settings, RestSettings rest, CrmMetrics metrics) {
        this.settings = settings;
        this.api = new CrmApi(NAME, rest, new ZendeskDialect(), metrics);
        this.credentials = ZendeskSignIn.credentials(api, settings);
        this.reader = new ZendeskReader(settings);
        this.records = new ZendeskRecords(settings);
        if (settings.auth() instanceof ZendeskSettings.Auth.ApiToken) {
            LOG.warn(
                    "{}: API tokens stop working on 30 April 2027; set {} to oauth",
                    NAME,
                    ZendeskSettings.AUTH.name());
        }
    }

    @Override
    public CompletableFuture<CustomerMatch> findByPhone(CallerNumber number) {
        Operation operation = api.read("find_by_phone", credentials);
        return operation
                .call(
                        ZendeskRequests.usersByPhone(number),
                        answer ->
                                ZendeskReader.customersWith(
                                        number, CrmResponse.list(answer.json(), "results")))
                .thenCompose(
                        users ->
                                customers(operation, users)
                                        .thenApply(
                                                customers ->
                                                        new CustomerMatch(
                                                                customers,
                                                                ZendeskReader.isShared(users))));
    }

    @Override
    public CompletableFuture<Optional<Customer>> findById(String customerId) {
        return findById(customerId, isId(customerId), false);
    }

    /** By a user's id or external id, depending on the settings. */
    @Override
    public CompletableFuture<Optional<Customer>> findByForeignId(String customerId) {
        return findById(
                customerId,
                isId(customerId) && !settings.customerIds().equals(ZendeskSettings.EXTERNAL_ID),
                isExternalId(customerId) && !settings.customerIds().equals(ZendeskSettings.ID));
    }

    private CompletableFuture<Optional<Customer>> findById(
            String customerId, boolean byId, boolean byExternalId) {
        if (!byId && !byExternalId) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Operation operation = api.read("find_by_id", credentials);
        CompletableFuture<List<JsonNode>> found =
                byId
                        ? userById(operation, customerId)
                        : CompletableFuture.completedFuture(List.of());
        return found.thenCompose(
                        users ->
                                users.isEmpty() && byExternalId
                                        ? userByExternalId(operation, customerId)
                                        : CompletableFuture.completedFuture(users))
                .thenCompose(users -> customers(operation, users))
                .thenApply(customers -> customers.stream().findFirst());
    }

    private CompletableFuture<List<JsonNode>> userById(Operation operation, String id) {
        return Failures.orElse(
                CrmFailure.NOT_FOUND,
                operation.call(
                        ZendeskRequests.user(id),
                        answer -> {
                            JsonNode user = answer.json().path("user");
                            CrmResponse.text(user, "id");
                            return ZendeskReader.isCustomer(user) ? List.of(user) : List.of();
                        }),
                failure -> CompletableFuture.completedFuture(List.of()));
    }

    private CompletableFuture<List<JsonNode>> userByExternalId(Operation operation, String id) {
        return operation.call(
                ZendeskRequests.usersByExternalId(id),
                answer ->
                        StreamSupport.stream(
                                        CrmResponse.list(answer.json(), "users").spliterator(),
                                        false)
                                .filter(ZendeskReader::isCustomer)
                                // Zendesk ignores letter case here.
                                .filter(
                                        user ->
                                                user.path("external_id")
                                                        .asText()
                                                        .equalsIgnoreCase(id))
                                .toList());
    }

    private CompletableFuture<List<Customer>> customers(Operation operation, List<JsonNode> users) {
        return organizations(operation, users)
                .thenApply(
                        organizations ->
                                users.stream()
                                        .map(user -> reader.customer(user, organizations))
                                        .toList());
    }

    /**
     * The users' organizations by id. A failure leaves the company out: a customer without one is
     * still useful.
     */
    private CompletableFuture<Map<String, JsonNode>> organizations(
            Operation operation, List<JsonNode> users) {
        TreeSet<String> ids = new TreeSet<>();
        users.forEach(user -> ids.add(user.path("organization_id").asText()));
        ids.removeIf(id -> !isId(id));
        if (ids.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        return operation
                .<Map<String, JsonNode>>call(
                        ZendeskRequests.organizations(ids),
                        answer -> {
                            Map<String, JsonNode> organizations = new TreeMap<>();
                            CrmResponse.list(answer.json(), "organizations")
                                    .forEach(
                                            one ->
                                                    organizations.put(
                                                            CrmResponse.text(one, "id"), one));
                            return organizations;
                        })
                .exceptionally(failure -> Map.of());
    }

    @Override
    public CompletableFuture<History> history(String customerId) {
        if (!isId(customerId)) {
            return api.unsent(
                    "history",
                    new CrmException(
                            CrmFailure.NOT_FOUND, "the customer id is not a Zendesk user id"));
        }
        return api.read("history", credentials)
                .call(
                        ZendeskRequests.ticketsOf(customerId, ZendeskRequests.PAGE),
                        answer -> reader.history(CrmResponse.list(answer.json(), "tickets")));
    }

    @Override
    public CompletableFuture<CrmEntry> openCase(CaseDraft draft) {
        return records.openCase(api.write("open_case", credentials), draft);
    }

    @Override
    public CompletableFuture<CrmEntry> addInteraction(InteractionDraft draft) {
        return records.addInteraction(api.write("add_interaction", credentials), draft);
    }

    @Override
    public CompletableFuture<List<Finding>> check() {
        return new ZendeskCheck(settings, api, credentials).run();
    }

    @Override
    public void close() {
        api.close();
    }
}
