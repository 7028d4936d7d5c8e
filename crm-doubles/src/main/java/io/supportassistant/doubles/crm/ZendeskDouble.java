package io.supportassistant.doubles.crm;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A double of Zendesk Support: OAuth client credentials, the search for users, users, their
 * organizations and tickets, tickets by external id, their creation with an {@code
 * Idempotency-Key}, comments, and the fields of an account. A user's external id is the sample's
 * id; an incident is linked to a problem; an earlier call is a closed ticket as the assistant
 * writes it.
 *
 * <p>It differs from Zendesk in two ways: the search finds new users at once, and it rejects a
 * query that it does not support, where Zendesk would search for the words.
 */
public final class ZendeskDouble extends CrmServer {

    private static final int REQUESTS_PER_MINUTE = 700;
    private static final int LONGEST_KEY = 255;
    private static final Pattern KEY = Pattern.compile("(?:case|call)-(.+)");
    private static final Pattern LAST_LINE = Pattern.compile("(?:^|\\n)\\s*call-([^\\s]+)\\s*$");

    private final ZendeskTokens tokens = new ZendeskTokens();
    private final ZendeskLimits limits;
    private final ZendeskPeople people;
    private final ZendeskTickets tickets;
    private final Map<String, Made> idempotencyKeys = new ConcurrentHashMap<>();

    private final AtomicInteger lateLookUps = new AtomicInteger();

    private record Made(String body, JsonObject answer) {}

    private ZendeskDouble(SampleCustomers samples, int requestsPerMinute) {
        limits = new ZendeskLimits(requestsPerMinute);
        people = new ZendeskPeople(samples);
        tickets = new ZendeskTickets(people, samples);
    }

    public static ZendeskDouble start(SampleCustomers people) {
        return start(people, REQUESTS_PER_MINUTE);
    }

    static ZendeskDouble start(SampleCustomers people, int requestsPerMinute) {
        ZendeskDouble zendesk = new ZendeskDouble(people, requestsPerMinute);
        zendesk.serve();
        return zendesk;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "CRM", "zendesk",
                "ZENDESK_URL", baseUrl(),
                "ZENDESK_CLIENT_ID", ZendeskTokens.CLIENT_ID,
                "ZENDESK_CLIENT_SECRET", ZendeskTokens.CLIENT_SECRET,
                "ZENDESK_TIER_FIELD", ZendeskFields.TIER,
                "ZENDESK_PRODUCTS_FIELD", ZendeskFields.PRODUCTS);
    }

    /** The same settings with the sign-in that Zendesk is withdrawing. */
    public Map<String, String> legacySettings() {
        Map<String, String> settings = new HashMap<>(settings());
        settings.keySet().removeIf(name -> name.startsWith("ZENDESK_CLIENT_"));
        settings.put("ZENDESK_AUTH", "api-token-legacy");
        settings.put("ZENDESK_EMAIL", ZendeskTokens.EMAIL);
        settings.put("ZENDESK_API_TOKEN", ZendeskTokens.API_TOKEN);
        return settings;
    }

    /** Forgets all idempotency keys, as Zendesk does after two hours. */
    public void forgetIdempotencyKeys() {
        idempotencyKeys.clear();
    }

    /** The next {@code lookUps} look-ups of tickets by external id do not see recent writes. */
    public void listLate(int lookUps) {
        lateLookUps.set(lookUps);
    }

    /** Closes a ticket, as Zendesk does some time after it is solved. */
    public void closeTicket(String id) {
        tickets.close(Long.parseLong(id));
    }

    @Override
    void addRoutes(Router router) {
        router.post("/oauth/tokens")
                .handler(
                        refusing(
                                request ->
                                        answer(
                                                request,
                                                200,
                                                tokens.give(ZendeskInput.json(request)))));
        router.route("/api/v2/*").handler(refusing(this::admit));
        get(router, "/users/me", request -> showUser(request, ZendeskPeople.AGENT));
        get(router, "/users/search", this::searchUsers);
        get(router, "/users/(?<id>[^/]+)", request -> showUser(request, ZendeskInput.id(request)));
        get(router, "/users/(?<id>[^/]+)/tickets/requested", this::listRequested);
        get(router, "/organizations/show_many", this::showOrganizations);
        get(router, "/search", this::search);
        get(router, "/tickets", this::listTickets);
        get(router, "/tickets/(?<id>[^/]+)", this::showTicket);
        get(router, "/tickets/(?<id>[^/]+)/comments", this::listComments);
        get(router, "/user_fields", request -> answer(request, 200, ZendeskFields.ofUsers()));
        get(
                router,
                "/organization_fields",
                request -> answer(request, 200, ZendeskFields.ofOrganizations()));
        get(
                router,
                "/ticket_fields/(?<id>[^/]+)",
                request -> answer(request, 200, ZendeskFields.ofTickets(ZendeskInput.id(request))));
        router.postWithRegex(path("/tickets")).handler(refusing(this::create));
        router.putWithRegex(path("/tickets/(?<id>[^/]+)")).handler(refusing(this::update));
        router.route().handler(refusing(this::refuse));
    }

    private void get(Router router, String path, Handler<RoutingContext> handler) {
        router.getWithRegex(path(path)).handler(refusing(handler));
    }

    private static String path(String path) {
        return "/api/v2" + path + "\\.json";
    }

    private Handler<RoutingContext> refusing(Handler<RoutingContext> handler) {
        return request -> {
            try {
                handler.handle(request);
            } catch (ZendeskRefusal refusal) {
                answer(request, refusal.status(), refusal.body());
            }
        };
    }

    private void refuse(RoutingContext request) {
        throw ZendeskRefusal.noSuchEndpoint();
    }

    private void admit(RoutingContext request) {
        if (!limits.admit(request)) {
            tooMany(request);
            return;
        }
        tokens.check(
                request.request().getHeader("Authorization"),
                request.request().method().name(),
                ZendeskInput.resource(request));
        request.next();
    }

    @Override
    void fail(RoutingContext request, int status) {
        if (status == 429) {
            tooMany(request);
            return;
        }
        ZendeskRefusal refusal = ZendeskRefusal.ofStatus(status);
        answer(request, refusal.status(), refusal.body());
    }

    private static void tooMany(RoutingContext request) {
        request.response()
                .setStatusCode(429)
                .putHeader("Content-Type", "text/plain")
                .end("Number of allowed API requests per minute exceeded");
    }

    /** The Zendesk endpoints in use have no partial failure: the request fails as a whole. */
    @Override
    void failInside(RoutingContext request) {
        fail(request, 500);
    }

    private void showUser(RoutingContext request, long id) {
        answer(
                request,
                200,
                new JsonObject()
                        .put("user", people.user(id).orElseThrow(ZendeskRefusal::notFound)));
    }

    private void searchUsers(RoutingContext request) {
        String externalId = ZendeskInput.parameter(request, "external_id");
        answer(request, 200, ZendeskInput.page(request, "users", people.byExternalId(externalId)));
    }

    private void search(RoutingContext request) {
        ZendeskQuery query = ZendeskQuery.parse(request.request().getParam("query"));
        answer(request, 200, ZendeskInput.page(request, "results", people.search(query)));
    }

    private void listRequested(RoutingContext request) {
        long id = ZendeskInput.id(request);
        if (people.user(id).isEmpty()) {
            throw ZendeskRefusal.notFound();
        }
        List<JsonObject> found =
                tickets.requestedBy(id).stream()
                        .sorted(ZendeskInput.order(request, "updated_at"))
                        .toList();
        answer(request, 200, ZendeskInput.page(request, "tickets", found));
    }

    private void showOrganizations(RoutingContext request) {
        List<Long> ids =
                Arrays.stream(ZendeskInput.parameter(request, "ids").split(","))
                        .map(ZendeskInput::number)
                        .toList();
        answer(
                request,
                200,
                ZendeskInput.page(request, "organizations", people.organizations(ids)));
    }

    private void listTickets(RoutingContext request) {
        String externalId = ZendeskInput.parameter(request, "external_id");
        boolean late = lateLookUps.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        List<JsonObject> found = late ? List.of() : tickets.byExternalId(externalId);
        answer(request, 200, ZendeskInput.page(request, "tickets", found));
    }

    private void showTicket(RoutingContext request) {
        answer(
                request,
                200,
                new JsonObject().put("ticket", tickets.show(ZendeskInput.id(request))));
    }

    private void listComments(RoutingContext request) {
        List<JsonObject> found =
                tickets.commentsOf(ZendeskInput.id(request)).stream()
                        .sorted(
                                "desc".equals(request.request().getParam("sort_order"))
                                        ? Comparator.comparing(
                                                (JsonObject one) -> -one.getLong("id"))
                                        : Comparator.comparing(one -> one.getLong("id")))
                        .toList();
        answer(request, 200, ZendeskInput.page(request, "comments", found));
    }

    private void create(RoutingContext request) {
        String key = request.request().getHeader("Idempotency-Key");
        JsonObject input = ZendeskInput.ticket(request);
        String body = request.body().asString();
        if (key != null && key.length() > LONGEST_KEY) {
            throw ZendeskRefusal.invalidAttribute("Idempotency-Key", "is too long");
        }
        Made made = key == null ? null : idempotencyKeys.get(key);
        if (made != null && !made.body().equals(body)) {
            throw ZendeskRefusal.otherIdempotentRequest();
        }
        if (key != null) {
            request.response().putHeader("x-idempotency-lookup", made == null ? "miss" : "hit");
        }
        JsonObject ticket = made == null ? tickets.create(input) : made.answer();
        if (made == null) {
            Matcher session = KEY.matcher(Objects.toString(ticket.getString("external_id"), ""));
            note(
                    "ticket",
                    ticket.getLong("id").toString(),
                    session.matches() ? session.group(1) : null,
                    ticket);
            if (key != null) {
                idempotencyKeys.put(key, new Made(body, ticket));
            }
        }
        request.response()
                .putHeader(
                        "Location",
                        baseUrl() + "/api/v2/tickets/" + ticket.getLong("id") + ".json");
        answer(request, 201, new JsonObject().put("ticket", ticket).put("audit", new JsonObject()));
    }

    private void update(RoutingContext request) {
        long id = ZendeskInput.id(request);
        JsonObject input = ZendeskInput.ticket(request);
        if (!limits.admitUpdate(id)) {
            request.response().putHeader("Retry-After", "600");
            tooMany(request);
            return;
        }
        JsonObject comment = tickets.update(id, input);
        if (comment != null) {
            Matcher session = LAST_LINE.matcher(comment.getString("body"));
            note(
                    "comment",
                    comment.getLong("id").toString(),
                    session.find() ? session.group(1) : null,
                    comment.copy().put("ticket_id", id));
        }
        answer(
                request,
                200,
                new JsonObject().put("ticket", tickets.show(id)).put("audit", new JsonObject()));
    }

    @Override
    public void expireTokens() {
        tokens.expire();
    }

    @Override
    public int tokensGiven() {
        return tokens.given();
    }
}
