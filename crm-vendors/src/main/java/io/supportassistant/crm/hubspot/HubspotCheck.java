package io.supportassistant.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.Crm.Finding;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.rest.CrmApi;
import io.supportassistant.crm.rest.CrmResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checks everything that the client needs of an account, step by step. */
final class HubspotCheck {

    private static final String OPERATION = "check";

    private final HubspotSettings settings;
    private final HubspotApi hubspot;

    HubspotCheck(HubspotSettings settings, HubspotApi hubspot) {
        this.settings = settings;
        this.hubspot = hubspot;
    }

    CompletableFuture<List<Finding>> findings() {
        return hubspot.tryToRead(hubspot.read(OPERATION), HubspotObjectType.CONTACT)
                .handle((done, failure) -> failure == null ? null : CrmException.of(failure))
                .thenCompose(this::afterSignIn);
    }

    private CompletableFuture<List<Finding>> afterSignIn(CrmException failure) {
        if (failure != null && failure.failure() != CrmFailure.FORBIDDEN) {
            return CompletableFuture.completedFuture(
                    List.of(
                            Finding.missing(
                                    "sign-in", advice(HubspotObjectType.CONTACT, failure))));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("sign-in"));
        findings.add(
                failure == null
                        ? Finding.ok("contacts")
                        : Finding.missing("contacts", advice(HubspotObjectType.CONTACT, failure)));
        return rest(findings);
    }

    private CompletableFuture<List<Finding>> rest(List<Finding> findings) {
        return look("properties of contacts", HubspotObjectType.CONTACT, this::contactProperties)
                .thenAccept(findings::addAll)
                .thenCompose(done -> look("calls", HubspotObjectType.CALL, this::canRead))
                .thenAccept(findings::addAll)
                .thenCompose(done -> look("tickets", HubspotObjectType.TICKET, this::canRead))
                .thenAccept(findings::addAll)
                .thenCompose(
                        done ->
                                look(
                                        "properties of tickets",
                                        HubspotObjectType.TICKET,
                                        this::ticketProperties))
                .thenAccept(findings::addAll)
                .thenCompose(
                        done -> look("pipeline and stage", HubspotObjectType.TICKET, this::place))
                .thenAccept(findings::addAll)
                .thenApply(done -> List.copyOf(findings));
    }

    /** Runs a check; a failure becomes a finding. */
    private CompletableFuture<List<Finding>> look(
            String what,
            HubspotObjectType kind,
            Function<Look, CompletableFuture<List<Finding>>> check) {
        return check.apply(new Look(what, kind, hubspot.read(OPERATION)))
                .exceptionally(
                        thrown ->
                                List.of(
                                        Finding.missing(
                                                what, advice(kind, CrmException.of(thrown)))));
    }

    private record Look(String what, HubspotObjectType kind, CrmApi.Operation operation) {}

    private CompletableFuture<List<Finding>> canRead(Look look) {
        return hubspot.tryToRead(look.operation(), look.kind())
                .thenApply(done -> List.of(Finding.ok(look.what())));
    }

    private CompletableFuture<List<Finding>> contactProperties(Look look) {
        return hubspot.properties(look.operation(), look.kind())
                .thenApply(
                        defined -> {
                            List<Finding> findings = new ArrayList<>();
                            settings.phoneProperties()
                                    .forEach(
                                            name ->
                                                    findings.add(
                                                            exists(
                                                                    defined,
                                                                    name,
                                                                    look,
                                                                    HubspotSettings.PHONE_PROPERTIES
                                                                            .name())));
                            optional(
                                            settings.tierProperty(),
                                            defined,
                                            look,
                                            "HUBSPOT_TIER_PROPERTY")
                                    .ifPresent(findings::add);
                            optional(
                                            settings.productsProperty(),
                                            defined,
                                            look,
                                            "HUBSPOT_PRODUCTS_PROPERTY")
                                    .ifPresent(findings::add);
                            return findings;
                        });
    }

    private CompletableFuture<List<Finding>> ticketProperties(Look look) {
        return hubspot.properties(look.operation(), look.kind())
                .thenApply(
                        defined ->
                                Stream.of(
                                                Optional.of(session(defined)),
                                                optional(
                                                        settings.incidentProperty(),
                                                        defined,
                                                        look,
                                                        "HUBSPOT_INCIDENT_PROPERTY"),
                                                Optional.of(priorities(defined)))
                                        .flatMap(Optional::stream)
                                        .toList());
    }

    private Finding session(List<JsonNode> defined) {
        String name = settings.sessionProperty();
        String what = "property " + name + " of tickets";
        Optional<JsonNode> property = named(defined, name);
        if (property.isEmpty()) {
            return Finding.missing(
                    what,
                    "Create a property of tickets with the internal name "
                            + name
                            + ", single-line text, that requires unique values, or set"
                            + " HUBSPOT_SESSION_PROPERTY to an existing one.");
        }
        return property.get().path("hasUniqueValue").asBoolean()
                ? Finding.ok(what)
                : Finding.missing(
                        what,
                        "The property does not require unique values, and HubSpot cannot change"
                                + " that: create another one that does, and set"
                                + " HUBSPOT_SESSION_PROPERTY to it.");
    }

    private Finding priorities(List<JsonNode> defined) {
        String what = "priorities of tickets";
        List<String> offered = new ArrayList<>();
        named(defined, "hs_ticket_priority")
                .ifPresent(
                        property ->
                                property.path("options")
                                        .forEach(
                                                option ->
                                                        offered.add(
                                                                option.path("value").asText())));
        List<String> unknown =
                settings.priorities().stream()
                        .distinct()
                        .filter(priority -> !offered.contains(priority))
                        .toList();
        return unknown.isEmpty()
                ? Finding.ok(what)
                : Finding.missing(
                        what,
                        "HubSpot has no priority "
                                + String.join(", ", unknown)
                                + ": set HUBSPOT_PRIORITIES to four of "
                                + String.join(", ", offered)
                                + ".");
    }

    private CompletableFuture<List<Finding>> place(Look look) {
        return hubspot.pipelines(look.operation())
                .thenApply(pipelines -> List.of(place(look.what(), pipelines)));
    }

    private Finding place(String what, Pipelines pipelines) {
        if (pipelines.place(settings.pipeline(), settings.stage()).isPresent()) {
            return Finding.ok(what);
        }
        Optional<Pipelines.Pipeline> pipeline = pipelines.pipeline(settings.pipeline());
        return pipeline.isEmpty()
                ? Finding.missing(
                        what,
                        "No pipeline of tickets has this name: set HUBSPOT_PIPELINE to one of "
                                + labels(
                                        pipelines.inOrder().stream().map(Pipelines.Pipeline::label))
                                + ".")
                : Finding.missing(
                        what,
                        "The pipeline has no stage of this name, or no open stage: set"
                                + " HUBSPOT_STAGE to one of "
                                + labels(
                                        pipeline.get().stages().stream()
                                                .map(Pipelines.Stage::label))
                                + ".");
    }

    private static String labels(Stream<String> labels) {
        return String.join(", ", labels.toList());
    }

    private static Optional<Finding> optional(
            String name, List<JsonNode> defined, Look look, String setting) {
        return Optional.ofNullable(name).map(set -> exists(defined, set, look, setting));
    }

    private static Finding exists(List<JsonNode> defined, String name, Look look, String setting) {
        String what = "property " + name + " of " + look.kind().path();
        return named(defined, name).isPresent()
                ? Finding.ok(what)
                : Finding.missing(
                        what,
                        "There is no property with this internal name: create it, or correct "
                                + setting
                                + ".");
    }

    private static Optional<JsonNode> named(List<JsonNode> defined, String name) {
        return defined.stream()
                .filter(property -> Objects.equals(CrmResponse.textOrNull(property, "name"), name))
                .filter(property -> !property.path("archived").asBoolean())
                .findFirst();
    }

    private static String advice(HubspotObjectType kind, CrmException failure) {
        if (failure.failure() == CrmFailure.CREDENTIALS) {
            return "HubSpot does not accept the token: set HUBSPOT_ACCESS_TOKEN to the token of"
                    + " an active service key or private app.";
        }
        if (failure.failure() == CrmFailure.FORBIDDEN) {
            return "The token of HUBSPOT_ACCESS_TOKEN may not read this: give its service key or"
                    + " private app the scope "
                    + (kind == HubspotObjectType.TICKET ? "tickets" : "crm.objects.contacts.read")
                    + ".";
        }
        return "Unexpected answer from HubSpot ("
                + failure.failure().wireName()
                + ", "
                + failure.getMessage()
                + "): check HUBSPOT_BASE_URL and HUBSPOT_API_VERSION.";
    }
}
