package io.supportassistant.crm.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.Crm.Finding;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.rest.ApiAccessSource;
import io.supportassistant.crm.rest.CrmApi;
import io.supportassistant.crm.rest.CrmRequest;
import io.supportassistant.crm.rest.CrmResponse;
import io.supportassistant.settings.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** Checks everything that the client needs of Zendesk, step by step; writes nothing. */
final class ZendeskCheck {

    private static final CallerNumber UNUSED_NUMBER =
            CallerNumber.parse("+12125550100", "US").orElseThrow();
    private static final String NO_SESSION = "00000000-0000-0000-0000-000000000000";

    private final ZendeskSettings settings;
    private final CrmApi api;
    private final ApiAccessSource credentials;
    private final List<Finding> findings = new ArrayList<>();

    /** A user whose tickets can be requested: the signed-in one. */
    private String me;

    ZendeskCheck(ZendeskSettings settings, CrmApi api, ApiAccessSource credentials) {
        this.settings = settings;
        this.api = api;
        this.credentials = credentials;
    }

    CompletableFuture<List<Finding>> run() {
        return signIn().thenCompose(
                        signedIn ->
                                signedIn
                                        ? inSequence(steps())
                                        : CompletableFuture.<Void>completedFuture(null))
                .thenApply(done -> List.copyOf(findings));
    }

    /** Returns whether to continue. */
    private CompletableFuture<Boolean> signIn() {
        if (!(settings.auth() instanceof ZendeskSettings.Auth.OAuth client)) {
            // An API token proves valid or invalid with the first request.
            return look("sign-in", ZendeskRequests.me(), answer -> null);
        }
        return new ZendeskSignIn(api, settings.base(), client)
                .ask()
                .handle(
                        (granted, thrown) -> {
                            if (thrown != null) {
                                findings.add(failed("sign-in", CrmException.of(thrown)));
                                return false;
                            }
                            findings.add(Finding.ok("sign-in"));
                            if (granted.scope() != null) {
                                findings.add(scope(granted.scope()));
                            }
                            return true;
                        });
    }

    private static Finding scope(String granted) {
        Set<String> scopes = Set.copyOf(Arrays.asList(granted.strip().split("\\s+")));
        boolean writes = scopes.contains("write") || scopes.contains("tickets:write");
        return writes
                ? Finding.ok("scope to write")
                : Finding.missing(
                        "scope to write",
                        ZendeskSettings.SCOPE.name()
                                + " must contain write, and the OAuth client must allow it");
    }

    private List<Supplier<CompletableFuture<Boolean>>> steps() {
        List<Supplier<CompletableFuture<Boolean>>> steps = new ArrayList<>();
        steps.add(() -> look("user who signs in", ZendeskRequests.me(), this::notAnAgent));
        steps.add(this::history);
        if (settings.assigneeId() != null) {
            String id = Long.toString(settings.assigneeId());
            steps.add(
                    () ->
                            look(
                                    "agent " + id,
                                    ZendeskRequests.user(id),
                                    answer -> wrongAssignee(answer)));
        }
        steps.add(
                () ->
                        look(
                                "search for customers",
                                ZendeskRequests.usersByPhone(UNUSED_NUMBER),
                                answer -> requireList(answer, "results")));
        steps.add(
                () ->
                        look(
                                "customers by external id",
                                ZendeskRequests.usersByExternalId(NO_SESSION),
                                answer -> requireList(answer, "users")));
        steps.add(
                () ->
                        look(
                                "tickets",
                                ZendeskRequests.ticketsByExternalId(
                                        ZendeskWriter.callKey(NO_SESSION)),
                                answer -> requireList(answer, "tickets")));
        addField(steps, ZendeskSettings.TIER_FIELD, settings.tierField());
        addField(steps, ZendeskSettings.PRODUCTS_FIELD, settings.productsField());
        settings.ticketFields()
                .keySet()
                .forEach(
                        id ->
                                steps.add(
                                        () ->
                                                look(
                                                        "ticket field " + id,
                                                        ZendeskRequests.ticketField(id),
                                                        answer -> inactive(answer))));
        return steps;
    }

    private CompletableFuture<Boolean> history() {
        return me == null
                ? CompletableFuture.completedFuture(false)
                : look(
                        "history",
                        ZendeskRequests.ticketsOf(me, 1),
                        answer -> requireList(answer, "tickets"));
    }

    private String notAnAgent(CrmResponse answer) {
        JsonNode user = answer.json().path("user");
        String role = user.path("role").asText();
        String id = user.path("id").asText();
        me = ZendeskRequests.isId(id) ? id : null;
        return isAgent(role)
                ? null
                : "the user behind the OAuth client ("
                        + ZendeskSettings.CLIENT_ID.name()
                        + ") must be an agent or an administrator";
    }

    private static String wrongAssignee(CrmResponse answer) {
        return isAgent(answer.json().path("user").path("role").asText())
                ? null
                : ZendeskSettings.ASSIGNEE_ID.name() + " must be the id of an agent";
    }

    private static boolean isAgent(String role) {
        return role.equals("agent") || role.equals("admin");
    }

    private static String inactive(CrmResponse answer) {
        return answer.json().path("ticket_field").path("active").asBoolean(true)
                ? null
                : "activate the field, or remove it from " + ZendeskSettings.TICKET_FIELDS.name();
    }

    private static String requireList(CrmResponse answer, String list) {
        CrmResponse.list(answer.json(), list);
        return null;
    }

    /** The field may belong to users or to organizations. */
    private void addField(
            List<Supplier<CompletableFuture<Boolean>>> steps, Setting<String> setting, String key) {
        if (key == null) {
            return;
        }
        String what = "field " + key;
        steps.add(
                () ->
                        hasField("user", key)
                                .thenCompose(
                                        found ->
                                                found
                                                        ? CompletableFuture.completedFuture(true)
                                                        : hasField("organization", key))
                                .handle(
                                        (found, thrown) -> {
                                            findings.add(field(what, setting, found, thrown));
                                            return true;
                                        }));
    }

    private static Finding field(
            String what, Setting<String> setting, Boolean found, Throwable thrown) {
        if (thrown != null) {
            return failed(what, CrmException.of(thrown));
        }
        return found
                ? Finding.ok(what)
                : Finding.missing(
                        what,
                        "neither users nor organizations have such a field: set "
                                + setting.name()
                                + " to its key (not its title), or create it in Zendesk");
    }

    private CompletableFuture<Boolean> hasField(String kind, String key) {
        return api.write("check", credentials)
                .call(
                        ZendeskRequests.fieldsOf(kind),
                        answer -> {
                            JsonNode fields = CrmResponse.list(answer.json(), kind + "_fields");
                            return StreamSupport.stream(fields.spliterator(), false)
                                    .anyMatch(
                                            field ->
                                                    field.path("key").asText().equals(key)
                                                            && field.path("active")
                                                                    .asBoolean(true));
                        });
    }

    /**
     * Sends one request and records the finding.
     *
     * @param advice what to do, or null if the response is fine
     */
    private CompletableFuture<Boolean> look(
            String what, CrmRequest request, Function<CrmResponse, String> advice) {
        return api.write("check", credentials)
                .call(request, answer -> Finding.missing(what, advice.apply(answer)))
                .handle(
                        (found, thrown) -> {
                            if (thrown != null) {
                                findings.add(failed(what, CrmException.of(thrown)));
                                return false;
                            }
                            findings.add(found.advice() == null ? Finding.ok(what) : found);
                            return true;
                        });
    }

    private static Finding failed(String what, CrmException failure) {
        return Finding.missing(what, advice(failure.failure()) + " (" + failure.getMessage() + ")");
    }

    private static String advice(CrmFailure failure) {
        return switch (failure) {
            case CREDENTIALS ->
                    "Zendesk rejects the credentials: ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET"
                            + " must be those of a confidential OAuth client of the account that"
                            + " ZENDESK_SUBDOMAIN names, and the client must allow ZENDESK_SCOPE";
            case FORBIDDEN ->
                    "Zendesk denies access: ZENDESK_SCOPE must cover it, and so must the role of"
                            + " the user behind the OAuth client";
            case NOT_FOUND -> "it does not exist: check the ids and keys in the ZENDESK_ settings";
            case RATE_LIMITED, QUOTA -> "Zendesk limits the rate of requests: check again later";
            default ->
                    "no valid answer: ZENDESK_SUBDOMAIN or ZENDESK_URL is wrong, or Zendesk cannot"
                            + " be reached";
        };
    }

    private static CompletableFuture<Void> inSequence(
            List<Supplier<CompletableFuture<Boolean>>> steps) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Supplier<CompletableFuture<Boolean>> step : steps) {
            all = all.thenCompose(done -> step.get()).thenApply(done -> null);
        }
        return all;
    }
}
