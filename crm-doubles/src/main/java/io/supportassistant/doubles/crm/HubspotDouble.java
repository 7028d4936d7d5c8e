package io.supportassistant.doubles.crm;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A double of HubSpot's API: contacts, tickets, calls, their associations, properties and
 * pipelines, in the dated version and in the older one.
 *
 * <p>Searches are limited only after a call of {@link #limit}: tests search faster than any account
 * may.
 */
public final class HubspotDouble extends CrmServer {

    private static final String VERSION = "2026-09";
    private static final String NEW = "/crm/objects/" + VERSION;
    private static final String OLD = "/crm/v3/objects";
    private static final Pattern UUIDS =
            Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final HubspotPortal portal;
    private final HubspotObjects objects;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<String> expired = ConcurrentHashMap.newKeySet();
    private final Set<String> scopes = ConcurrentHashMap.newKeySet();
    private final HubspotLimits.Used used = new HubspotLimits.Used();
    private volatile HubspotLimits limits = new HubspotLimits(250_000, 190, Integer.MAX_VALUE);
    private volatile String token;

    private HubspotDouble(SampleCustomers people) {
        this.portal = new HubspotPortal(people);
        this.objects = new HubspotObjects(portal, this::written);
        scopes.addAll(
                List.of("crm.objects.contacts.read", "crm.objects.contacts.write", "tickets"));
        giveToken();
    }

    public static HubspotDouble start(SampleCustomers people) {
        HubspotDouble made = new HubspotDouble(people);
        made.serve();
        return made;
    }

    private void giveToken() {
        token = "pat-na1-" + UUID.randomUUID();
        tokens.add(token);
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("CRM", "hubspot");
        settings.put("HUBSPOT_BASE_URL", baseUrl());
        settings.put("HUBSPOT_ACCESS_TOKEN", token);
        settings.put("HUBSPOT_TIER_PROPERTY", HubspotPortal.TIER);
        settings.put("HUBSPOT_PRODUCTS_PROPERTY", HubspotPortal.PRODUCTS);
        settings.put("HUBSPOT_INCIDENT_PROPERTY", HubspotPortal.INCIDENT);
        settings.put("HUBSPOT_SESSION_PROPERTY", HubspotPortal.SESSION);
        return Map.copyOf(settings);
    }

    @Override
    public void expireTokens() {
        expired.addAll(tokens);
        giveToken();
    }

    @Override
    public int tokensGiven() {
        return tokens.size();
    }

    /** Sets the account's rate limits. */
    public void limit(int aDay, int inTenSeconds, int searchesASecond) {
        limits = new HubspotLimits(aDay, inTenSeconds, searchesASecond);
    }

    /** Removes a scope from the token. */
    public void revoke(String scope) {
        scopes.remove(scope);
    }

    /** Deletes a property, as an administrator would. */
    public void removeProperty(String type, String name) {
        portal.of(type).schema().remove(name);
    }

    /** Adds a text property whose values need not be unique, as an administrator would. */
    public void addProperty(String type, String name) {
        portal.of(type).schema().texts(name);
    }

    /** Edits a record, as a user would in the browser. */
    public void edit(String type, String id, String property, String value) {
        portal.edit(type, id, property, value);
    }

    /** Adds a call, as a user would by hand. */
    public void addCall(String contactId, String subject) {
        portal.add(contactId, new SampleCustomers.Call(subject, Instant.now()));
    }

    /** The properties of a record. */
    public Map<String, String> record(String type, String id) {
        return Map.copyOf(portal.of(type).find(id).orElseThrow().properties());
    }

    /** The ids of one kind that are associated with a record. */
    public List<String> associated(String type, String id, String toType) {
        return portal.associations().of(type, id, toType);
    }

    /** Sets the number of associations per page. */
    public void associationsAPage(int most) {
        objects.associationsAPage(most);
    }

    @Override
    void addRoutes(Router router) {
        router.route("/crm/*").handler(this::admit);
        for (String base : List.of(NEW, OLD)) {
            router.get(base + "/:type").handler(this::list);
            router.get(base + "/:type/:id").handler(this::read);
            router.post(base + "/:type").handler(this::create);
            router.post(base + "/:type/search").handler(this::search);
            router.post(base + "/:type/batch/read").handler(this::batchRead);
            router.post(base + "/:type/batch/upsert").handler(this::upsert);
        }
        for (String base : List.of("/crm/associations/" + VERSION, "/crm/v4/associations")) {
            router.post(base + "/:type/:to/batch/read").handler(this::associations);
        }
        for (String base : List.of(NEW, "/crm/v4/objects")) {
            router.put(base + "/:type/:id/associations/default/:to/:toId").handler(this::associate);
        }
        for (String version : List.of(VERSION, "v3")) {
            String of = "/crm/%s/";
            String pipelines = version.equals("v3") ? "v3/pipelines" : "pipelines/" + VERSION;
            String properties = version.equals("v3") ? "v3/properties" : "properties/" + VERSION;
            router.get(String.format(of, pipelines) + "tickets").handler(this::pipelines);
            router.get(String.format(of, properties) + ":type").handler(this::properties);
        }
        router.route().handler(request -> refuse(request, HubspotProblem.notFound("not found")));
        router.route().failureHandler(this::failed);
    }

    /** Checks token, rate limits and format of a request. */
    private void admit(RoutingContext request) {
        String given = request.request().getHeader("Authorization");
        if (given == null || !given.startsWith("Bearer ") || !tokens.contains(given.substring(7))) {
            throw HubspotProblem.unauthenticated();
        }
        if (expired.contains(given.substring(7))) {
            throw HubspotProblem.expired();
        }
        boolean search = isSearch(request);
        String policy = used.take(limits, search, System.currentTimeMillis()).orElse(null);
        if (!search) {
            tellLimits(request.response());
        }
        if (policy != null) {
            throw HubspotProblem.overLimit(policy);
        }
        String type = request.request().getHeader("Content-Type");
        if (request.request().method().equals(HttpMethod.POST)
                && (type == null || !type.startsWith("application/json"))) {
            throw HubspotProblem.wrongContentType();
        }
        request.next();
    }

    private static boolean isSearch(RoutingContext request) {
        return request.request().path().endsWith("/search");
    }

    private void tellLimits(HttpServerResponse response) {
        String prefix = "X-HubSpot-RateLimit-";
        response.putHeader(prefix + "Max", Integer.toString(limits.inTenSeconds()))
                .putHeader(
                        prefix + "Remaining",
                        Integer.toString(Math.max(0, limits.inTenSeconds() - used.inTenSeconds())))
                .putHeader(
                        prefix + "Interval-Milliseconds",
                        Long.toString(HubspotLimits.TEN_SECONDS_MS))
                .putHeader(prefix + "Daily", Integer.toString(limits.aDay()))
                .putHeader(
                        prefix + "Daily-Remaining",
                        Integer.toString(Math.max(0, limits.aDay() - used.today())));
    }

    private void list(RoutingContext request) {
        answer(request, 200, objects.list(records(request, "read"), query(request, "limit")));
    }

    private void read(RoutingContext request) {
        answer(
                request,
                200,
                objects.read(
                        records(request, "read"),
                        request.pathParam("id"),
                        query(request, "idProperty"),
                        query(request, "properties")));
    }

    private void search(RoutingContext request) {
        answer(request, 200, objects.search(records(request, "read"), body(request)));
    }

    private void create(RoutingContext request) {
        answer(request, 201, objects.create(records(request, "write"), body(request)));
    }

    private void batchRead(RoutingContext request) {
        answer(request, objects.batchRead(records(request, "read"), body(request)));
    }

    private void upsert(RoutingContext request) {
        answer(request, objects.upsert(records(request, "write"), body(request)));
    }

    private void associations(RoutingContext request) {
        HubspotRecords from = records(request, "read");
        answer(request, objects.associations(from, target(request, "read"), body(request)));
    }

    private void associate(RoutingContext request) {
        HubspotRecords from = records(request, "write");
        answer(
                request,
                200,
                objects.associate(
                        from,
                        request.pathParam("id"),
                        target(request, "write"),
                        request.pathParam("toId")));
    }

    private void pipelines(RoutingContext request) {
        require("tickets");
        answer(request, 200, HubspotPortal.pipelines());
    }

    private void properties(RoutingContext request) {
        JsonArray definitions = records(request, "read").schema().definitions();
        answer(request, 200, new JsonObject().put("results", definitions));
    }

    /** The dated version always responds with 200, the older one with 207 if a part failed. */
    private static void answer(RoutingContext request, HubspotBatch batch) {
        boolean old = request.request().path().matches("/crm/v\\d/.*");
        answer(request, old && batch.hasErrors() ? 207 : 200, batch.body());
    }

    private HubspotRecords records(RoutingContext request, String right) {
        return allowed(request.pathParam("type"), right);
    }

    private HubspotRecords target(RoutingContext request, String right) {
        return allowed(request.pathParam("to"), right);
    }

    private HubspotRecords allowed(String type, String right) {
        HubspotRecords records = portal.of(type);
        require(type.equals(HubspotPortal.TICKETS) ? "tickets" : "crm.objects.contacts." + right);
        return records;
    }

    private void require(String scope) {
        if (!scopes.contains(scope)) {
            throw HubspotProblem.missingScope(scope);
        }
    }

    private static String query(RoutingContext request, String name) {
        return request.request().getParam(name);
    }

    private static String body(RoutingContext request) {
        String body = request.body().asString();
        return body == null ? "" : body;
    }

    private void written(HubspotRecords records, HubspotRecords.Entry entry) {
        JsonObject fields = new JsonObject();
        entry.properties().forEach(fields::put);
        String kind = records.type().substring(0, records.type().length() - 1);
        String session =
                kind.equals("ticket")
                        ? entry.properties().get(HubspotPortal.SESSION)
                        : lastSession(entry.properties().get("hs_call_body"));
        note(kind, entry.id(), session, fields);
    }

    private static String lastSession(String text) {
        String last = null;
        Matcher uuids = UUIDS.matcher(text == null ? "" : text);
        while (uuids.find()) {
            last = uuids.group();
        }
        return last;
    }

    private void failed(RoutingContext request) {
        refuse(
                request,
                request.failure() instanceof HubspotProblem known ? known : HubspotProblem.of(500));
    }

    private static void refuse(RoutingContext request, HubspotProblem problem) {
        answer(request, problem.status(), problem.body());
    }

    @Override
    void fail(RoutingContext request, int status) {
        if (status != 429) {
            refuse(request, HubspotProblem.of(status));
            return;
        }
        if (isSearch(request)) {
            refuse(request, HubspotProblem.overLimit(HubspotLimits.SECONDLY));
            return;
        }
        tellLimits(request.response());
        refuse(request, HubspotProblem.overLimit(HubspotLimits.TEN_SECONDLY));
    }

    @Override
    void failInside(RoutingContext request) {
        boolean batch = request.request().path().contains("/batch/");
        if (!batch) {
            request.next();
            return;
        }
        answer(request, new HubspotBatch().add(HubspotProblem.of(500)));
    }
}
