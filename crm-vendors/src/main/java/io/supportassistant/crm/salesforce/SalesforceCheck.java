package io.supportassistant.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.Crm.Finding;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.rest.ApiAccessSource;
import io.supportassistant.crm.rest.CrmApi;
import io.supportassistant.crm.rest.CrmRequest;
import io.supportassistant.crm.rest.CrmResponse;
import io.supportassistant.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Checks that all fields exist and that the user may read and write them. Writes nothing. */
final class SalesforceCheck {

    /** A number that belongs to no customer. */
    private static final String NOBODY = "2025550100";

    private final SalesforceSettings settings;
    private final CrmApi api;
    private final ApiAccessSource credentials;
    private final SalesforceReader reader;
    private final SalesforceBodies bodies;

    SalesforceCheck(
            SalesforceSettings settings,
            CrmApi api,
            ApiAccessSource credentials,
            SalesforceReader reader,
            SalesforceBodies bodies) {
        this.settings = settings;
        this.api = api;
        this.credentials = credentials;
        this.reader = reader;
        this.bodies = bodies;
    }

    CompletableFuture<List<Finding>> run() {
        return finding("sign-in", credentials.access(), access -> null, whatSignInNeeds())
                .thenCompose(
                        signIn ->
                                signIn.ok()
                                        ? inOrder(signIn)
                                        : CompletableFuture.completedFuture(List.of(signIn)));
    }

    private String whatSignInNeeds() {
        if (settings.signIn().isBySoap()) {
            return "set "
                    + SalesforceSettings.WHAT_LASTS
                    + "; or, until the release Summer '27, see that SALESFORCE_USERNAME,"
                    + " SALESFORCE_PASSWORD and SALESFORCE_SECURITY_TOKEN are a user's who may use"
                    + " the SOAP API's login()";
        }
        return String.format(
                "see that %s is your My Domain address, that %s and %s are the app's, and that the"
                        + " app has the client credentials flow enabled and a user to run as",
                SalesforceSettings.URL.name(),
                SalesforceSettings.CLIENT_ID.name(),
                SalesforceSettings.CLIENT_SECRET.name());
    }

    /** Runs all checks concurrently; returns the findings in a fixed order. */
    private CompletableFuture<List<Finding>> inOrder(Finding signIn) {
        List<CompletableFuture<Finding>> asked = new ArrayList<>();
        asked.add(CompletableFuture.completedFuture(signIn));
        asked.add(version());
        asked.add(search());
        asked.add(object("Contact", RequiredFields.contacts()));
        asked.add(object("Case", RequiredFields.cases(settings)));
        asked.add(object("Task", RequiredFields.tasks()));
        addField(
                asked, SalesforceSettings.CUSTOMER_ID_FIELD, "Contact", settings.customerIdField());
        addField(asked, SalesforceSettings.TIER_FIELD, "Contact", settings.tierField());
        addField(asked, SalesforceSettings.PRODUCTS_FIELD, "Contact", settings.productsField());
        addField(asked, SalesforceSettings.INCIDENT_FIELD, "Case", settings.incidentField());
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done -> asked.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Finding> version() {
        return finding(
                "version " + settings.version(),
                ask(CrmRequest.get("/services/data/")),
                versions -> {
                    List<String> known = new ArrayList<>();
                    versions.forEach(one -> known.add("v" + one.path("version").asText()));
                    return known.contains(settings.version())
                            ? null
                            : SalesforceSettings.API_VERSION.name()
                                    + " is none of the versions there are; the latest are "
                                    + String.join(
                                            ", ",
                                            known.subList(
                                                    Math.max(0, known.size() - 3), known.size()));
                },
                "see whether " + SalesforceSettings.URL.name() + " is right");
    }

    private CompletableFuture<Finding> search() {
        return finding(
                "search of phone numbers",
                ask(
                        CrmRequest.repeatablePost(
                                reader.path("/parameterizedSearch"), bodies.search(NOBODY))),
                answer -> answer.has("searchRecords") ? null : "the answer is none of a search",
                "the app's user needs API Enabled and Read on Contact");
    }

    private CompletableFuture<Finding> object(String name, RequiredFields needs) {
        return finding(
                "object " + name,
                ask(CrmRequest.get(reader.path("/sobjects/" + name + "/describe"))),
                needs::missing,
                "give the user that the app runs as a permission set with rights on " + name);
    }

    private void addField(
            List<CompletableFuture<Finding>> asked,
            Setting<String> setting,
            String object,
            String field) {
        if (field == null) {
            return;
        }
        String soql = SalesforceQueries.any(List.of(field), object);
        asked.add(
                finding(
                        "field " + field + " of " + object,
                        ask(CrmRequest.get(reader.path("/query?q=" + CrmRequest.encode(soql)))),
                        found -> null,
                        setting.name()
                                + " names a field that is not there, or that the app's user may not"
                                + " read: create it, give Read access to it in a permission set, or"
                                + " set another"));
    }

    private CompletableFuture<JsonNode> ask(CrmRequest request) {
        // The write deadline: this is not on the path of a call.
        return api.write("check", credentials).call(request, CrmResponse::json);
    }

    /**
     * @param missing returns what the response lacks, or null
     * @param advice what to do if the request failed
     */
    private static <T> CompletableFuture<Finding> finding(
            String what, CompletableFuture<T> asked, Function<T, String> missing, String advice) {
        return asked.thenApply(missing)
                .thenApply(gap -> gap == null ? Finding.ok(what) : Finding.missing(what, gap))
                .exceptionally(
                        thrown ->
                                Finding.missing(
                                        what,
                                        "Salesforce says "
                                                + said(CrmException.of(thrown))
                                                + ": "
                                                + advice));
    }

    private static String said(CrmException failure) {
        return failure.failure().wireName() + " (" + failure.getMessage() + ")";
    }
}
