package io.supportassistant.doubles.crm;

import io.supportassistant.doubles.crm.SalesforceSchema.Kind;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A double of Salesforce: an organisation with its own domain, whose app signs in for itself, with
 * fields for tier, products, incidents and the session of a call.
 */
public final class SalesforceDouble extends CrmServer {

    static final String VERSION = "v66.0";

    private static final List<String> VERSIONS = List.of("64.0", "65.0", "66.0", "67.0", "68.0");
    private static final String ROOT = "/services/data/" + VERSION;
    private static final Pattern SESSION =
            Pattern.compile("Call session: ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private final SalesforceSchema schema = new SalesforceSchema();
    private final SalesforceOrg org = new SalesforceOrg(schema);
    private final SalesforceTokens tokens = new SalesforceTokens();
    private final SalesforcePages queries = new SalesforcePages(new SoqlRunner(schema, org), ROOT);
    private final SalesforceSearch search = new SalesforceSearch(schema, org);
    private final SalesforceWriter writer = new SalesforceWriter(org, ROOT);
    private int requestsUsed = 25;
    private int requestsOfADay = 15_000;
    private boolean indexBehind;
    private String instanceUrl;

    private SalesforceDouble(SampleCustomers customers) {
        SalesforceSamples.keep(customers, schema, org);
    }

    public static SalesforceDouble start(SampleCustomers customers) {
        SalesforceDouble salesforce = new SalesforceDouble(customers);
        salesforce.serve();
        return salesforce;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "CRM", "salesforce",
                "SALESFORCE_URL", baseUrl(),
                "SALESFORCE_CLIENT_ID", SalesforceTokens.CLIENT_ID,
                "SALESFORCE_CLIENT_SECRET", SalesforceTokens.CLIENT_SECRET,
                "SALESFORCE_CASE_SESSION_FIELD", SalesforceSchema.SESSION,
                "SALESFORCE_CUSTOMER_ID_FIELD", SalesforceSchema.NUMBER,
                "SALESFORCE_TIER_FIELD", SalesforceSchema.TIER,
                "SALESFORCE_PRODUCTS_FIELD", SalesforceSchema.PRODUCTS,
                "SALESFORCE_INCIDENT_FIELD", SalesforceSchema.INCIDENT);
    }

    /**
     * Enables sign-in by password, which is off by default; returns the additional settings for it.
     */
    public Map<String, String> allowPasswords() {
        tokens.allowPasswords();
        return Map.of(
                "SALESFORCE_AUTH", "password-legacy",
                "SALESFORCE_USERNAME", SalesforceTokens.USERNAME,
                "SALESFORCE_PASSWORD", "password-of-the-double",
                "SALESFORCE_SECURITY_TOKEN", "security-token-of-the-double");
    }

    /**
     * Enables sign-in of this user by SOAP, without an app.
     *
     * @param password with the security token at its end
     */
    public void allowSoap(String username, String password) {
        tokens.allowSoap(new SalesforceSoap.Login(username, password));
    }

    /** Removes the user that the app runs as. */
    public void takeRunAsUserAway() {
        tokens.takeRunAsUserAway();
    }

    /** Sets the URL that sign-ins return; by default the double's own. */
    public synchronized void instanceUrl(String url) {
        instanceUrl = url;
    }

    /** Empties the search index. */
    public synchronized void indexIsBehind() {
        indexBehind = true;
    }

    /** Sets the number of records per page of a query. */
    public synchronized void pagesOf(int records) {
        queries.pagesOf(records);
    }

    /**
     * Makes writes by external id respond as in older versions: for existing records without a
     * body.
     */
    public synchronized void olderUpserts() {
        writer.olderUpserts();
    }

    /** Sets the used share of the daily requests. */
    public synchronized void used(int requests, int ofADay) {
        requestsUsed = requests;
        requestsOfADay = ofADay;
    }

    /** Hides a field from the app's user. */
    public synchronized void hide(String kind, String field) {
        schema.hide(kind, field);
    }

    /** Forbids the app's user to create records of this kind. */
    public synchronized void readOnly(String kind) {
        writer.readOnly(kind);
    }

    /** Adds a record without a client; returns its id. */
    public synchronized String add(String kind, JsonObject fields) {
        return org.keep(
                        schema.kind(kind),
                        new JsonObject()
                                .put("CreatedDate", SalesforceOrg.time(Instant.now()))
                                .mergeIn(fields))
                .getString("Id");
    }

    @Override
    public void expireTokens() {
        tokens.expire();
    }

    @Override
    public int tokensGiven() {
        return tokens.given();
    }

    @Override
    void addRoutes(Router router) {
        router.post("/services/oauth2/token").handler(guarded(this::signIn));
        router.post(SalesforceSoap.PATH).handler(guarded(this::login));
        router.get("/services/data").handler(guarded(this::versions));
        router.get("/services/data/").handler(guarded(this::versions));
        router.route(ROOT + "/*").handler(guarded(this::letIn));
        router.get(ROOT + "/query").handler(guarded(this::query));
        router.get(ROOT + "/query/:locator").handler(guarded(this::nextPage));
        router.post(ROOT + "/parameterizedSearch").handler(guarded(this::search));
        router.post(ROOT + "/composite").handler(guarded(this::composite));
        router.get(ROOT + "/sobjects/:kind/describe").handler(guarded(this::describe));
        router.post(ROOT + "/sobjects/:kind").handler(guarded(this::create));
        router.patch(ROOT + "/sobjects/:kind/:field/:value").handler(guarded(this::upsert));
        router.route()
                .handler(
                        guarded(
                                request -> {
                                    throw SalesforceError.notFound();
                                }));
    }

    /** Handles one request at a time; turns rejections into Salesforce's format. */
    private Handler<RoutingContext> guarded(Consumer<RoutingContext> handler) {
        return request -> {
            synchronized (this) {
                try {
                    handler.accept(request);
                } catch (SalesforceError e) {
                    answer(request, e.status(), e.body());
                } catch (SalesforceTokens.Refused e) {
                    answer(request, 400, e.body());
                } catch (DecodeException | ClassCastException e) {
                    SalesforceError unreadable =
                            SalesforceError.refused(
                                    "JSON_PARSER_ERROR",
                                    "Unexpected character at [line:1, column:1]");
                    answer(request, unreadable.status(), unreadable.body());
                }
            }
        };
    }

    private void signIn(RoutingContext request) {
        String type = String.valueOf(request.request().getHeader("Content-Type"));
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            throw new SalesforceTokens.Refused(
                    "unsupported_grant_type", "grant type not supported");
        }
        String url = instanceUrl == null ? baseUrl() : instanceUrl;
        String authorization = request.request().getHeader("Authorization");
        answer(request, 200, tokens.give(request.request().formAttributes(), authorization, url));
    }

    private void login(RoutingContext request) {
        HttpServerResponse response =
                request.response().putHeader("Content-Type", "text/xml; charset=utf-8");
        String url = instanceUrl == null ? baseUrl() : instanceUrl;
        try {
            String id =
                    tokens.login(
                            SalesforceSoap.Login.read(
                                    request.body().buffer().getBytes(),
                                    request.request().getHeader("Content-Type"),
                                    request.request().getHeader("SOAPAction")));
            response.end(SalesforceSoap.session(id, url));
        } catch (SalesforceSoap.Fault e) {
            response.setStatusCode(500).end(e.body());
        }
    }

    private void versions(RoutingContext request) {
        JsonArray versions = new JsonArray();
        VERSIONS.forEach(
                version ->
                        versions.add(
                                new JsonObject()
                                        .put("label", "Release " + version)
                                        .put("url", "/services/data/v" + version)
                                        .put("version", version)));
        answer(request, 200, versions);
    }

    /** Requires a token, remaining quota and a JSON body. */
    private void letIn(RoutingContext request) {
        String authorization = String.valueOf(request.request().getHeader("Authorization"));
        if (!authorization.startsWith("Bearer ")
                || !tokens.isAlive(authorization.substring("Bearer ".length()))) {
            throw SalesforceError.session();
        }
        if (requestsUsed >= requestsOfADay) {
            tellUsage(request);
            throw new SalesforceError(
                    403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        }
        requestsUsed++;
        tellUsage(request);
        String type = String.valueOf(request.request().getHeader("Content-Type"));
        String method = request.request().method().name();
        if (!method.equals("GET") && !type.matches("application/json(;.*)?")) {
            throw new SalesforceError(
                    415, "UNSUPPORTED_MEDIA_TYPE", "Content type of the request is not supported");
        }
        request.next();
    }

    private void tellUsage(RoutingContext request) {
        request.response()
                .putHeader("Sforce-Limit-Info", "api-usage=" + requestsUsed + "/" + requestsOfADay);
    }

    private void query(RoutingContext request) {
        answer(request, 200, queries.first(request.request().getParam("q")));
    }

    private void nextPage(RoutingContext request) {
        answer(request, 200, queries.next(request.pathParam("locator")));
    }

    private void search(RoutingContext request) {
        JsonObject found = search.run(body(request), ROOT);
        answer(
                request,
                200,
                indexBehind ? new JsonObject().put("searchRecords", new JsonArray()) : found);
    }

    private void composite(RoutingContext request) {
        boolean failing = request.get("partial") != null;
        answer(request, 200, queries.composite(body(request), failing));
    }

    private void describe(RoutingContext request) {
        Kind kind = kind(request);
        answer(request, 200, schema.describe(kind, writer.mayWrite(kind)));
    }

    private void create(RoutingContext request) {
        Kind kind = kind(request);
        answer(request, kind, writer.create(kind, body(request)));
    }

    private void upsert(RoutingContext request) {
        Kind kind = kind(request);
        answer(
                request,
                kind,
                writer.upsert(
                        kind,
                        request.pathParam("field"),
                        request.pathParam("value"),
                        body(request)));
    }

    private void answer(RoutingContext request, Kind kind, SalesforceWriter.Result result) {
        if (result.record() != null) {
            note(kind, result.record());
        }
        answer(request, result.status(), result.body());
    }

    private void note(Kind kind, JsonObject record) {
        String session =
                kind.name().equals("Task")
                        ? record.getString("CallObject")
                        : record.getString(SalesforceSchema.SESSION);
        if (session == null) {
            Matcher matcher = SESSION.matcher(record.getString("Description", ""));
            session = matcher.find() ? matcher.group(1) : null;
        }
        note(kind.name().toLowerCase(Locale.ROOT), record.getString("Id"), session, record);
    }

    private Kind kind(RoutingContext request) {
        return schema.find(request.pathParam("kind")).orElseThrow(SalesforceError::notFound);
    }

    private static JsonObject body(RoutingContext request) {
        JsonObject body = request.body().asJsonObject();
        if (body == null) {
            throw SalesforceError.refused("JSON_PARSER_ERROR", "No content to map to Object");
        }
        return body;
    }

    @Override
    void fail(RoutingContext request, int status) {
        if (request.request().path().equals("/services/oauth2/token")) {
            answer(
                    request,
                    status,
                    new JsonObject()
                            .put("error", status < 500 ? "invalid_grant" : "server_error")
                            .put("error_description", "authentication failure"));
            return;
        }
        SalesforceError error = SalesforceError.of(status);
        answer(request, status, error.body());
    }

    /** Only a composite request can fail in parts. */
    @Override
    void failInside(RoutingContext request) {
        request.put("partial", true);
        request.next();
    }
}
