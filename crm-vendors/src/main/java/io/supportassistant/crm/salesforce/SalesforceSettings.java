package io.supportassistant.crm.salesforce;

import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Settings of Salesforce. Fields that are off are null.
 *
 * @param url of the organisation's own domain, without a slash at the end
 * @param instanceHosts suffixes of host names that a sign-in may redirect us to
 * @param customerIdField of contacts, with the telephone system's customer id
 * @param tierField of contacts
 * @param productsField of contacts
 * @param incidentField of cases
 * @param incidentValue value of that field that marks an incident
 * @param sessionField of cases: the call's session, an external id
 * @param priorities names of low, normal, high and urgent, in this order
 * @param caseStatus of a new case, or null for the organisation's default
 */
record SalesforceSettings(
        URI url,
        List<String> instanceHosts,
        SignIn signIn,
        String version,
        String customerIdField,
        String tierField,
        String productsField,
        String incidentField,
        String incidentValue,
        String sessionField,
        List<String> priorities,
        String caseOrigin,
        String caseStatus,
        String taskStatus,
        double quotaForReading) {

    private static final String CLIENT = "client-credentials";
    private static final String PASSWORD_LEGACY = "password-legacy";
    private static final String SOAP_LOGIN = "soap-login";
    private static final String LOGIN_URL = "https://login.salesforce.com";
    private static final String BY_PASSWORD = PASSWORD_LEGACY + " and " + SOAP_LOGIN;
    private static final String NONE = "none";
    private static final String FIELD_FORM =
            "the API name of a field, such as Tier__c or Account.Tier__c";

    /** Advice for operators who use a sign-in flow that Salesforce is retiring. */
    static final String WHAT_LASTS =
            "SALESFORCE_URL to your My Domain address, and SALESFORCE_CLIENT_ID and"
                    + " SALESFORCE_CLIENT_SECRET to those of an External Client App with the"
                    + " client credentials flow";

    static final Setting<URI> URL =
            new Setting<>(
                    "SALESFORCE_URL",
                    null,
                    "an https address without a path, such as https://acme.my.salesforce.com",
                    SalesforceSettings::address,
                    "My Domain address of your organisation; test.salesforce.com and"
                            + " login.salesforce.com work only with "
                            + SOAP_LOGIN
                            + ", where "
                            + LOGIN_URL
                            + " is the default.");
    static final Setting<List<String>> INSTANCE_HOSTS =
            Setting.list(
                    "SALESFORCE_INSTANCE_HOSTS",
                    ".salesforce.com",
                    "Suffixes that the host named by a sign-in response may have; the host of"
                            + " SALESFORCE_URL is always allowed.");
    static final Setting<String> AUTH =
            Setting.choice(
                    "SALESFORCE_AUTH",
                    List.of(CLIENT, PASSWORD_LEGACY, SOAP_LOGIN),
                    null,
                    "How the job signs in. If not set: "
                            + SOAP_LOGIN
                            + " if a username and a password but no client id are set, "
                            + CLIENT
                            + " otherwise. Salesforce is withdrawing "
                            + PASSWORD_LEGACY
                            + " and "
                            + SOAP_LOGIN
                            + ".");
    static final Setting<String> CLIENT_ID =
            Setting.text("SALESFORCE_CLIENT_ID", null, "Consumer key of the app.");
    static final Setting<String> CLIENT_SECRET =
            Setting.text("SALESFORCE_CLIENT_SECRET", null, "Consumer secret of the app.");
    static final Setting<String> USERNAME =
            Setting.text("SALESFORCE_USERNAME", null, "Only with " + BY_PASSWORD + ".");
    static final Setting<String> PASSWORD =
            Setting.text("SALESFORCE_PASSWORD", null, "Only with " + BY_PASSWORD + ".");
    static final Setting<String> SECURITY_TOKEN =
            Setting.text(
                    "SALESFORCE_SECURITY_TOKEN",
                    null,
                    "Only with "
                            + BY_PASSWORD
                            + "; not needed if the job's IP address is trusted.");
    static final Setting<String> API_VERSION =
            new Setting<>(
                    "SALESFORCE_API_VERSION",
                    "v66.0",
                    "a version such as v66.0",
                    text -> matching("v[0-9]{2,3}\\.0", text),
                    "Version of the REST API.");
    static final Setting<String> CUSTOMER_ID_FIELD =
            field(
                    "SALESFORCE_CUSTOMER_ID_FIELD",
                    null,
                    "Text field of Contact that holds the customer ids of your telephone system; if"
                            + " not set, only Salesforce's own ids are looked up.");
    static final Setting<String> TIER_FIELD =
            field(
                    "SALESFORCE_TIER_FIELD",
                    null,
                    "Field of Contact, or of its account, with the customer's tier.");
    static final Setting<String> PRODUCTS_FIELD =
            field(
                    "SALESFORCE_PRODUCTS_FIELD",
                    null,
                    "Field of Contact, or of its account, with the customer's products, separated"
                            + " by semicolons, commas or line breaks.");
    static final Setting<String> INCIDENT_FIELD =
            field(
                    "SALESFORCE_INCIDENT_FIELD",
                    null,
                    "Field of Case that marks cases about an incident.");
    static final Setting<String> INCIDENT_VALUE =
            Setting.text(
                    "SALESFORCE_INCIDENT_VALUE",
                    "true",
                    "Value of SALESFORCE_INCIDENT_FIELD that means an incident; true for a"
                            + " checkbox.");
    static final Setting<String> CASE_SESSION_FIELD =
            field(
                    "SALESFORCE_CASE_SESSION_FIELD",
                    "Support_Session_Id__c",
                    "Text field of Case, a unique external id, that prevents a second case for a"
                            + " call; none if there is no such field.");
    static final Setting<List<String>> PRIORITIES =
            Setting.list(
                    "SALESFORCE_PRIORITIES",
                    "Low,Medium,High,High",
                    "Salesforce case priorities for low, normal, high and urgent.");
    static final Setting<String> CASE_ORIGIN =
            Setting.text("SALESFORCE_CASE_ORIGIN", "Phone", "Origin of new cases.");
    static final Setting<String> CASE_STATUS =
            Setting.text(
                    "SALESFORCE_CASE_STATUS",
                    null,
                    "Status of new cases; if not set, your organisation's default.");
    static final Setting<String> TASK_STATUS =
            Setting.text(
                    "SALESFORCE_TASK_STATUS",
                    "Completed",
                    "Status of the task that records a call.");
    static final Setting<Double> QUOTA_FOR_READING =
            Setting.share(
                    "SALESFORCE_QUOTA_FOR_READING",
                    0.9,
                    "Used share of the organisation's daily API requests from which on customers"
                            + " are no longer looked up; calls of known customers are still"
                            + " recorded.");

    static final List<Setting<?>> ALL =
            List.of(
                    URL,
                    INSTANCE_HOSTS,
                    AUTH,
                    CLIENT_ID,
                    CLIENT_SECRET,
                    USERNAME,
                    PASSWORD,
                    SECURITY_TOKEN,
                    API_VERSION,
                    CUSTOMER_ID_FIELD,
                    TIER_FIELD,
                    PRODUCTS_FIELD,
                    INCIDENT_FIELD,
                    INCIDENT_VALUE,
                    CASE_SESSION_FIELD,
                    PRIORITIES,
                    CASE_ORIGIN,
                    CASE_STATUS,
                    TASK_STATUS,
                    QUOTA_FOR_READING);

    /**
     * Credentials.
     *
     * @param clientId of the app, or null if a user signs in without one
     * @param username or null if the app signs in for itself
     * @param password with the security token at its end, or null
     */
    record SignIn(String clientId, String clientSecret, String username, String password) {

        boolean isByPassword() {
            return username != null;
        }

        /** Whether a user signs in without an app, which only the SOAP API allows. */
        boolean isBySoap() {
            return clientId == null;
        }

        /** Leaves out the secrets. */
        @Override
        public String toString() {
            if (isBySoap()) {
                return SOAP_LOGIN;
            }
            return isByPassword() ? PASSWORD_LEGACY : CLIENT;
        }
    }

    SalesforceSettings {
        instanceHosts = List.copyOf(instanceHosts);
        priorities = List.copyOf(priorities);
        if (priorities.size() != Priority.values().length) {
            throw new SettingException(
                    PRIORITIES.name() + " must list four values separated by commas");
        }
        if (instanceHosts.stream().anyMatch(suffix -> !suffix.startsWith("."))) {
            throw new SettingException(
                    INSTANCE_HOSTS.name() + ": each entry must begin with a dot");
        }
    }

    static SalesforceSettings from(Settings settings) {
        SignIn signIn = signIn(settings);
        return new SalesforceSettings(
                signIn.isBySoap()
                        ? settings.find(URL).orElse(URI.create(LOGIN_URL))
                        : settings.get(URL),
                settings.get(INSTANCE_HOSTS),
                signIn,
                settings.get(API_VERSION),
                fieldOrNull(settings, CUSTOMER_ID_FIELD),
                fieldOrNull(settings, TIER_FIELD),
                fieldOrNull(settings, PRODUCTS_FIELD),
                fieldOrNull(settings, INCIDENT_FIELD),
                settings.get(INCIDENT_VALUE),
                fieldOrNull(settings, CASE_SESSION_FIELD),
                settings.get(PRIORITIES),
                settings.get(CASE_ORIGIN),
                settings.find(CASE_STATUS).orElse(null),
                settings.get(TASK_STATUS),
                settings.get(QUOTA_FOR_READING));
    }

    private static String method(Settings settings) {
        boolean passwordOnly =
                SalesforceCrm.isImplied(settings) && settings.find(CLIENT_ID).isEmpty();
        return settings.find(AUTH).orElse(passwordOnly ? SOAP_LOGIN : CLIENT);
    }

    private static SignIn signIn(Settings settings) {
        String method = method(settings);
        if (method.equals(SOAP_LOGIN)) {
            return new SignIn(null, null, settings.get(USERNAME), passwordAndToken(settings));
        }
        String id = settings.get(CLIENT_ID);
        String secret = settings.get(CLIENT_SECRET);
        return method.equals(PASSWORD_LEGACY)
                ? new SignIn(id, secret, settings.get(USERNAME), passwordAndToken(settings))
                : new SignIn(id, secret, null, null);
    }

    private static String passwordAndToken(Settings settings) {
        return settings.get(PASSWORD) + settings.find(SECURITY_TOKEN).orElse("");
    }

    /** Salesforce's name of a priority. */
    String priority(Priority priority) {
        return priorities.get(priority.ordinal());
    }

    private static Setting<String> field(String name, String byDefault, String description) {
        Function<String, String> parse = text -> text.equals(NONE) ? text : Soql.field(text);
        return new Setting<>(name, byDefault, FIELD_FORM, parse, description);
    }

    private static String fieldOrNull(Settings settings, Setting<String> field) {
        return settings.find(field).filter(name -> !name.equals(NONE)).orElse(null);
    }

    private static String matching(String pattern, String text) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static URI address(String text) {
        URI uri = URI.create(text.replaceAll("/+$", ""));
        boolean safe =
                "https".equalsIgnoreCase(uri.getScheme())
                        || "http".equalsIgnoreCase(uri.getScheme()) && isThisMachine(uri.getHost());
        boolean hostOnly =
                uri.getHost() != null
                        && uri.getUserInfo() == null
                        && uri.getRawPath().isEmpty()
                        && uri.getQuery() == null
                        && uri.getFragment() == null;
        if (!safe || !hostOnly) {
            throw new IllegalArgumentException();
        }
        return uri;
    }

    private static boolean isThisMachine(String host) {
        return host != null
                && List.of("localhost", "127.0.0.1", "[::1]")
                        .contains(host.toLowerCase(Locale.ROOT));
    }
}
