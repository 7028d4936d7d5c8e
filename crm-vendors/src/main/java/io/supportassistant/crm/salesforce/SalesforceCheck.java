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
    private static final String UNUSED_NUMBER = "2025550100";

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
        return finding("sign-in", credentials.access(), access -> null, signInAdvice())
                .thenCompose(
                        signIn ->
                                signIn.ok()
                                        ? inOrder(signIn)
                                        : CompletableFuture.completedFuture(List.of(signIn)));
    }

    private String signInAdvice() {
        if (settings.signIn().isBySoap()) {
            return "set "
                    + SalesforceSettings.WHAT_LASTS
                    + "; or, until the release Summer '27, check that SALESFORCE_USERNAME,"
                    + " SALESFORCE_PASSWORD and SALESFORCE_SECURITY_TOKEN belong to a user who may"
                    + " use login() of the SOAP API";
        }
        return String.format(
                "check that %s is your My Domain address, that %s and %s are those of the app, and"
                        + " that the app has the client credentials flow enabled and a user to run"
                        + " as",
                SalesforceSettings.URL.name(),
                SalesforceSettings.CLIENT_ID.name(),
                SalesforceSettings.CLIENT_SECRET.name());
    }

    /** Runs all checks concurrently; returns the findings in a fixed order. */
    private CompletableFuture<List<Finding>> inOrder(Finding signIn) {
        List<CompletableFuture<Finding>> findings = new ArrayList<>();
        findings.add(CompletableFuture.completedFuture(signIn));
        findings.add(version());
        findings.add(search());
        findings.add(object("Contact", RequiredFields.contacts()));
        findings.add(object("Case", RequiredFields.cases(settings)));
        findings.add(object("Task", RequiredFields.tasks()));
        addField(
                findings,
                SalesforceSettings.CUSTOMER_ID_FIELD,
                "Contact",
                settings.customerIdField());
        addField(findings, SalesforceSettings.TIER_FIELD, "Contact", settings.tierField());
        addField(findings, SalesforceSettings.PRODUCTS_FIELD, "Contact", settings.productsField());
        addField(findings, SalesforceSettings.INCIDENT_FIELD, "Case", settings.incidentField());
        return CompletableFuture.allOf(findings.toArray(CompletableFuture[]::new))
                .thenApply(done -> findings.stream().map(CompletableFuture::join).toList());
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
                                    + " is not a supported version; the latest are "
                                    + String.join(
                                            ", ",
                                            known.subList(
                                                    Math.max(0, known.size() - 3), known.size()));
                },
                "check " + SalesforceSettings.URL.name());
    }

    private CompletableFuture<Finding> search() {
        return finding(
                "search of phone numbers",
                ask(
                        CrmRequest.repeatablePost(
                                reader.path("/parameterizedSearch"), bodies.search(UNUSED_NUMBER))),
                answer -> answer.has("searchRecords") ? null : "the answer is not a search result",
                "the app's run-as user needs the permissions API Enabled and Read on Contact");
    }

    private CompletableFuture<Finding> object(String name, RequiredFields needs) {
        return finding(
                "object " + name,
                ask(CrmRequest.get(reader.path("/sobjects/" + name + "/describe"))),
                needs::missing,
                "give the app's run-as user a permission set with rights on " + name);
    }

    private void addField(
            List<CompletableFuture<Finding>> findings,
            Setting<String> setting,
            String object,
            String field) {
        if (field == null) {
            return;
        }
        String soql = SalesforceQueries.any(List.of(field), object);
        findings.add(
                finding(
                        "field " + field + " of " + object,
                        ask(CrmRequest.get(reader.path("/query?q=" + CrmRequest.encode(soql)))),
                        found -> null,
                        setting.name()
                                + " names a field that does not exist or that the app's run-as user"
                                + " may not read: create it, give Read access to it in a permission"
                                + " set, or name another field"));
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
            String what,
            CompletableFuture<T> response,
            Function<T, String> missing,
            String advice) {
        return response.thenApply(missing)
                .thenApply(gap -> gap == null ? Finding.ok(what) : Finding.missing(what, gap))
                .exceptionally(
                        thrown ->
                                Finding.missing(
                                        what,
                                        "Salesforce answered "
                                                + describe(CrmException.of(thrown))
                                                + ": "
                                                + advice));
    }

    private static String describe(CrmException failure) {
        return failure.failure().wireName() + " (" + failure.getMessage() + ")";
    }
}
