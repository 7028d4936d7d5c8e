package io.supportassistant.crm.zendesk;

import static io.supportassistant.crm.zendesk.ZendeskRequests.isId;

import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.CrmEntry;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.InteractionDraft;
import io.supportassistant.crm.rest.CrmApi.Operation;
import io.supportassistant.crm.rest.CrmRequest;
import io.supportassistant.crm.rest.CrmResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * Writes each call's records once. Looks for a record before writing it: Zendesk remembers an
 * idempotency key for two hours only, external ids need not be unique, and comments have no key.
 */
final class ZendeskRecords {

    private final ZendeskSettings settings;
    private final ZendeskWriter writer;
    private final AtomicReference<Long> assignee;

    ZendeskRecords(ZendeskSettings settings) {
        this.settings = settings;
        this.writer = new ZendeskWriter(settings);
        this.assignee = new AtomicReference<>(settings.assigneeId());
    }

    CompletableFuture<CrmEntry> openCase(Operation operation, CaseDraft draft) {
        return guarded(
                () ->
                        createOnce(
                                operation,
                                ZendeskWriter.caseKey(draft.sessionId()),
                                () -> CompletableFuture.completedFuture(writer.openCase(draft))));
    }

    /** The ticket with the key; creates it if it does not exist. */
    private CompletableFuture<CrmEntry> createOnce(
            Operation operation, String key, Supplier<CompletableFuture<CrmRequest>> creation) {
        return ticketByKey(operation, key)
                .thenCompose(
                        found ->
                                found.isPresent()
                                        ? CompletableFuture.completedFuture(found.get())
                                        : creation.get()
                                                .thenCompose(
                                                        request ->
                                                                create(operation, key, request)));
    }

    /** Zendesk rejects a known key with another body; then the ticket exists. */
    private CompletableFuture<CrmEntry> create(
            Operation operation, String key, CrmRequest request) {
        return Failures.orElse(
                CrmFailure.REFUSED,
                operation.call(request, this::entry),
                refused ->
                        ticketByKey(operation, key)
                                .thenApply(found -> found.orElseThrow(() -> refused)));
    }

    private CompletableFuture<Optional<CrmEntry>> ticketByKey(Operation operation, String key) {
        return operation.call(
                ZendeskRequests.ticketsByExternalId(key),
                answer ->
                        StreamSupport.stream(
                                        CrmResponse.list(answer.json(), "tickets").spliterator(),
                                        false)
                                .filter(
                                        ticket ->
                                                ticket.path("external_id")
                                                        .asText()
                                                        .equalsIgnoreCase(key))
                                .findFirst()
                                .map(ticket -> ZendeskReader.entry(ticket, settings.base())));
    }

    CompletableFuture<CrmEntry> addInteraction(Operation operation, InteractionDraft draft) {
        return guarded(
                () -> {
                    String key = ZendeskWriter.callKey(draft.recordKey());
                    if (draft.openedCase() == null || !isId(draft.openedCase().id())) {
                        return createOnce(operation, key, () -> callTicket(operation, draft, null));
                    }
                    // The call may have been written before a case was opened.
                    return ticketByKey(operation, key)
                            .thenCompose(
                                    found ->
                                            found.isPresent()
                                                    ? CompletableFuture.completedFuture(found.get())
                                                    : onCase(operation, draft));
                });
    }

    /** Adds the comment to the case, or writes a separate ticket if the case accepts none. */
    private CompletableFuture<CrmEntry> onCase(Operation operation, InteractionDraft draft) {
        CompletableFuture<CrmEntry> commented =
                hasComment(operation, draft)
                        .thenCompose(
                                exists ->
                                        exists
                                                ? CompletableFuture.completedFuture(
                                                        draft.openedCase())
                                                : comment(operation, draft));
        return Failures.orElse(
                CrmFailure.NOT_FOUND, commented, failure -> ownTicket(operation, draft, null));
    }

    private CompletableFuture<Boolean> hasComment(Operation operation, InteractionDraft draft) {
        return operation.call(
                ZendeskRequests.comments(draft.openedCase().id()),
                answer ->
                        StreamSupport.stream(
                                        CrmResponse.list(answer.json(), "comments").spliterator(),
                                        false)
                                .anyMatch(
                                        comment ->
                                                ZendeskWriter.isRecordOf(
                                                        comment, draft.recordKey())));
    }

    private CompletableFuture<CrmEntry> comment(Operation operation, InteractionDraft draft) {
        String caseId = draft.openedCase().id();
        return Failures.orElse(
                CrmFailure.REFUSED,
                operation.call(ZendeskWriter.comment(draft), this::entry),
                refused ->
                        operation
                                .call(ZendeskRequests.ticket(caseId), ZendeskRecords::status)
                                .thenCompose(
                                        status ->
                                                status.equals("closed")
                                                        ? ownTicket(operation, draft, caseId)
                                                        : CompletableFuture.failedFuture(refused)));
    }

    private CompletableFuture<CrmEntry> ownTicket(
            Operation operation, InteractionDraft draft, String closedCase) {
        return callTicket(operation, draft, closedCase)
                .thenCompose(
                        request ->
                                create(
                                        operation,
                                        ZendeskWriter.callKey(draft.recordKey()),
                                        request));
    }

    private CompletableFuture<CrmRequest> callTicket(
            Operation operation, InteractionDraft draft, String closedCase) {
        return assignee(operation).thenApply(id -> writer.keepCall(draft, id, closedCase));
    }

    /** The configured assignee, or else the signed-in user, which is requested once. */
    private CompletableFuture<Long> assignee(Operation operation) {
        Long known = assignee.get();
        return known != null
                ? CompletableFuture.completedFuture(known)
                : operation
                        .call(ZendeskRequests.me(), ZendeskRecords::userId)
                        .whenComplete((id, failure) -> assignee.compareAndSet(null, id));
    }

    private static long userId(CrmResponse answer) {
        String id = CrmResponse.text(answer.json().path("user"), "id");
        if (!isId(id)) {
            throw CrmResponse.malformed("no valid user id");
        }
        return Long.parseLong(id);
    }

    private static String status(CrmResponse answer) {
        return CrmResponse.text(answer.json().path("ticket"), "status");
    }

    private CrmEntry entry(CrmResponse answer) {
        return ZendeskReader.entry(answer.json().path("ticket"), settings.base());
    }

    /** Turns a thrown exception into a failed future. */
    private static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> work) {
        try {
            return work.get();
        } catch (CrmException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
