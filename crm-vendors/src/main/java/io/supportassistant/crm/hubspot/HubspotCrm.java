package io.supportassistant.crm.hubspot;

import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.Crm;
import io.supportassistant.crm.CrmEntry;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.crm.CrmProvider;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.CustomerMatch;
import io.supportassistant.crm.History;
import io.supportassistant.crm.InteractionDraft;
import io.supportassistant.crm.rest.CrmApi;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * HubSpot: customers are contacts, cases are tickets, call records are calls. A ticket is
 * identified by a property with unique values that contains the session; a call by its text, among
 * the calls of its contact. The history is read through associations and not by search: a search
 * does not see records written a moment ago, and the whole account may make only five searches a
 * second.
 */
public final class HubspotCrm implements Crm {

    public static final CrmProvider PROVIDER =
            new CrmProvider() {
                @Override
                public String name() {
                    return HubspotApi.NAME;
                }

                @Override
                public List<Setting<?>> settings() {
                    return HubspotSettings.ALL;
                }

                @Override
                public Crm open(Settings settings, CrmMetrics metrics) {
                    return new HubspotCrm(HubspotSettings.from(settings), metrics);
                }
            };

    private static final long PIPELINES_KEPT_NANOS = Duration.ofMinutes(10).toNanos();
    private static final int MAX_CASES = 20;
    private static final int MAX_CALLS = 10;

    /** Maximum number of a contact's calls to search for a session's, the newest first. */
    private static final int MAX_CALLS_SEEN = 1000;

    private final HubspotSettings settings;
    private final HubspotApi hubspot;
    private final Tickets tickets;
    private final RecordLinks links;
    private volatile KnownPipelines knownPipelines;

    private record KnownPipelines(Pipelines pipelines, long readAt) {

        boolean isFresh() {
            return System.nanoTime() - readAt < PIPELINES_KEPT_NANOS;
        }
    }

    HubspotCrm(HubspotSettings settings, CrmMetrics metrics) {
        this.settings = settings;
        this.hubspot = new HubspotApi(settings, metrics);
        this.tickets = new Tickets(settings);
        this.links = new RecordLinks(settings.appUrl(), settings.portalId());
    }

    @Override
    public CompletableFuture<CustomerMatch> findByPhone(CallerNumber number) {
        return hubspot.search(hubspot.read("find_by_phone"), number);
    }

    @Override
    public CompletableFuture<Optional<Customer>> findById(String customerId) {
        return Contacts.isId(customerId)
                ? hubspot.contact(hubspot.read("find_by_id"), customerId)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<History> history(String customerId) {
        if (!Contacts.isId(customerId)) {
            return hubspot.unsent(
                    "history", CrmFailure.NOT_FOUND, "the customer id is not a HubSpot contact id");
        }
        CrmApi.Operation operation = hubspot.read("history");
        return cases(operation, customerId).thenCombine(calls(operation, customerId), History::new);
    }

    private CompletableFuture<List<History.Case>> cases(CrmApi.Operation operation, String id) {
        return hubspot.associated(
                        operation, HubspotObjectType.CONTACT, id, HubspotObjectType.TICKET)
                .thenCombine(
                        pipelines(operation),
                        (ids, pipelines) ->
                                hubspot.records(
                                        operation,
                                        HubspotObjectType.TICKET,
                                        newest(ids),
                                        settings.ticketProperties(),
                                        found -> tickets.cases(found, pipelines, MAX_CASES)))
                .thenCompose(Function.identity());
    }

    private CompletableFuture<List<History.Call>> calls(CrmApi.Operation operation, String id) {
        return hubspot.associated(operation, HubspotObjectType.CONTACT, id, HubspotObjectType.CALL)
                .thenApply(HubspotCrm::newest)
                .thenCompose(
                        ids ->
                                hubspot.records(
                                                operation,
                                                HubspotObjectType.CALL,
                                                ids,
                                                CallHistory.PROPERTIES,
                                                CallHistory::read)
                                        .thenCombine(
                                                hubspot.withAny(
                                                        operation,
                                                        HubspotObjectType.CALL,
                                                        ids,
                                                        HubspotObjectType.TICKET),
                                                (calls, ofTickets) ->
                                                        CallHistory.latest(
                                                                calls, ofTickets, MAX_CALLS)));
    }

    private static List<String> newest(List<String> ids) {
        return ids.subList(0, Math.min(ids.size(), HubspotApi.MOST_INPUTS));
    }

    /**
     * Reads before it writes: people may have changed the ticket since, and their changes must
     * stay.
     */
    @Override
    public CompletableFuture<CrmEntry> openCase(CaseDraft draft) {
        String customerId = draft.customerId();
        if (customerId != null && !Contacts.isId(customerId)) {
            return hubspot.unsent(
                    "open_case", CrmFailure.REFUSED, "the customer id is not a HubSpot contact id");
        }
        CrmApi.Operation operation = hubspot.write("open_case");
        return hubspot.ticket(operation, draft.sessionId())
                .thenCompose(
                        existing ->
                                existing.isPresent()
                                        ? CompletableFuture.completedFuture(existing.get())
                                        : newTicket(operation, draft))
                .thenCompose(
                        ticket ->
                                customerId == null
                                        ? CompletableFuture.completedFuture(ticket)
                                        : associated(
                                                operation,
                                                HubspotObjectType.TICKET,
                                                ticket,
                                                HubspotObjectType.CONTACT,
                                                customerId))
                .thenApply(ticket -> new CrmEntry(ticket, ticket, links.ticket(ticket)));
    }

    private CompletableFuture<String> newTicket(CrmApi.Operation operation, CaseDraft draft) {
        return pipelines(operation)
                .thenCompose(
                        pipelines ->
                                pipelines
                                        .place(settings.pipeline(), settings.stage())
                                        .map(place -> hubspot.upsertTicket(operation, draft, place))
                                        .orElseGet(
                                                () ->
                                                        hubspot.unsent(
                                                                "open_case",
                                                                CrmFailure.REFUSED,
                                                                "HUBSPOT_PIPELINE or HUBSPOT_STAGE"
                                                                        + " does not exist")));
    }

    @Override
    public CompletableFuture<CrmEntry> addInteraction(InteractionDraft draft) {
        String customerId = draft.customerId();
        if (!Contacts.isId(customerId)) {
            return hubspot.unsent(
                    "add_interaction",
                    CrmFailure.REFUSED,
                    "the customer id is not a HubSpot contact id");
        }
        CrmApi.Operation operation = hubspot.write("add_interaction");
        return hubspot.associated(
                        operation, HubspotObjectType.CONTACT, customerId, HubspotObjectType.CALL)
                .thenCompose(ids -> callOfSession(operation, draft.recordKey(), ids, 0))
                .thenCompose(
                        existing ->
                                existing.isPresent()
                                        ? CompletableFuture.completedFuture(existing.get())
                                        : hubspot.createCall(operation, draft))
                .thenCompose(
                        call ->
                                draft.openedCase() == null
                                        ? CompletableFuture.completedFuture(call)
                                        : associated(
                                                operation,
                                                HubspotObjectType.CALL,
                                                call,
                                                HubspotObjectType.TICKET,
                                                draft.openedCase().id()))
                .thenApply(call -> new CrmEntry(call, call, links.callsOf(customerId)));
    }

    private CompletableFuture<Optional<String>> callOfSession(
            CrmApi.Operation operation, String session, List<String> ids, int from) {
        if (from >= Math.min(ids.size(), MAX_CALLS_SEEN)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        int to = Math.min(ids.size(), from + HubspotApi.MOST_INPUTS);
        return hubspot.records(
                        operation,
                        HubspotObjectType.CALL,
                        ids.subList(from, to),
                        CallHistory.MARKED,
                        found -> CallHistory.ofSession(session, found))
                .thenCompose(
                        existing ->
                                existing.isPresent()
                                        ? CompletableFuture.completedFuture(existing)
                                        : callOfSession(operation, session, ids, to));
    }

    /** Associates a record and returns its id. */
    private CompletableFuture<String> associated(
            CrmApi.Operation operation,
            HubspotObjectType from,
            String fromId,
            HubspotObjectType to,
            String toId) {
        return hubspot.associate(operation, from, fromId, to, toId).thenApply(done -> fromId);
    }

    private CompletableFuture<Pipelines> pipelines(CrmApi.Operation operation) {
        KnownPipelines cached = knownPipelines;
        if (cached != null && cached.isFresh()) {
            return CompletableFuture.completedFuture(cached.pipelines());
        }
        return hubspot.pipelines(operation)
                .thenApply(
                        pipelines -> {
                            knownPipelines = new KnownPipelines(pipelines, System.nanoTime());
                            return pipelines;
                        });
    }

    @Override
    public CompletableFuture<List<Finding>> check() {
        return new HubspotCheck(settings, hubspot).findings();
    }

    @Override
    public void close() {
        hubspot.close();
    }
}
