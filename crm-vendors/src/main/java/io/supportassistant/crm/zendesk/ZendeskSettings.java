package io.supportassistant.crm.zendesk;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settings of Zendesk.
 *
 * @param base of every request, without a trailing slash
 * @param customerIds what the telephone system's customer id may be
 * @param tierField key of a field of users or organizations, or null
 * @param productsField as tierField
 * @param incidentTags tags that mark a ticket as an incident
 * @param tag of every ticket that is written
 * @param ticketType of cases
 * @param ticketFields values of the account's own fields for every ticket that is written, by id
 * @param assigneeId of the tickets of calls, or null for the user who signs in
 */
record ZendeskSettings(
        URI base,
        Auth auth,
        String customerIds,
        String tierField,
        String productsField,
        Set<String> incidentTags,
        String tag,
        String ticketType,
        Map<Long, String> ticketFields,
        Long assigneeId) {

    static final String EITHER = "either";
    static final String ID = "id";
    static final String EXTERNAL_ID = "external_id";

    private static final String OAUTH = "oauth";
    private static final String API_TOKEN_LEGACY = "api-token-legacy";

    static final Setting<String> SUBDOMAIN =
            new Setting<>(
                    "ZENDESK_SUBDOMAIN",
                    null,
                    "the first part of SUBDOMAIN.zendesk.com",
                    ZendeskSettings::subdomain,
                    "The account's name: the first part of SUBDOMAIN.zendesk.com.");
    static final Setting<URI> URL =
            new Setting<>(
                    "ZENDESK_URL",
                    null,
                    "an https address without a path (http for this machine only)",
                    ZendeskSettings::base,
                    "Address of Zendesk, if it is not SUBDOMAIN.zendesk.com.");
    static final Setting<String> AUTH =
            Setting.choice(
                    "ZENDESK_AUTH",
                    List.of(OAUTH, API_TOKEN_LEGACY),
                    OAUTH,
                    "How to sign in; API tokens stop working on 30 April 2027.");
    static final Setting<String> CLIENT_ID =
            Setting.text("ZENDESK_CLIENT_ID", null, "Identifier of the OAuth client.");
    static final Setting<String> CLIENT_SECRET =
            Setting.text("ZENDESK_CLIENT_SECRET", null, "Secret of the OAuth client.");
    static final Setting<String> SCOPE =
            Setting.text("ZENDESK_SCOPE", "read write", "Scopes to request, separated by spaces.");
    static final Setting<String> EMAIL =
            Setting.text(
                    "ZENDESK_EMAIL",
                    null,
                    "With ZENDESK_AUTH=api-token-legacy: the user's e-mail.");
    static final Setting<String> API_TOKEN =
            Setting.text(
                    "ZENDESK_API_TOKEN", null, "With ZENDESK_AUTH=api-token-legacy: the token.");
    static final Setting<String> CUSTOMER_ID =
            Setting.choice(
                    "ZENDESK_CUSTOMER_ID",
                    List.of(EITHER, ID, EXTERNAL_ID),
                    EITHER,
                    "What the customer id of a telephone system is: the id of a Zendesk user, the"
                            + " user's external id, or either of them.");
    static final Setting<String> TIER_FIELD =
            key("ZENDESK_TIER_FIELD", "Key of the user or organization field with the tier.");
    static final Setting<String> PRODUCTS_FIELD =
            key(
                    "ZENDESK_PRODUCTS_FIELD",
                    "Key of the user or organization field with the customer's products: several"
                            + " values, or a text separated by commas.");
    static final Setting<List<String>> INCIDENT_TAGS =
            Setting.list(
                    "ZENDESK_INCIDENT_TAGS",
                    null,
                    "Tags of tickets about an incident; a ticket linked to a problem always counts"
                            + " as one.");
    static final Setting<String> TAG =
            new Setting<>(
                    "ZENDESK_TAG",
                    "support_assistant",
                    "a tag: lower case letters, digits, - and _",
                    text -> matching("[a-z0-9_-]{1,80}", text),
                    "Tag of every ticket that the job creates.");
    static final Setting<String> TICKET_TYPE =
            Setting.choice(
                    "ZENDESK_TICKET_TYPE",
                    List.of("incident", "question", "problem", "task"),
                    "incident",
                    "Type of the tickets opened as cases.");
    static final Setting<Map<Long, String>> TICKET_FIELDS =
            new Setting<>(
                    "ZENDESK_TICKET_FIELDS",
                    null,
                    "pairs of id and value such as 360001=phone,360002=support",
                    ZendeskSettings::fields,
                    "Values of custom ticket fields that Zendesk requires before a ticket is"
                            + " solved, as ID=VALUE separated by commas.");
    static final Setting<Long> ASSIGNEE_ID =
            new Setting<>(
                    "ZENDESK_ASSIGNEE_ID",
                    null,
                    "the id of an agent",
                    text -> Long.parseLong(matching("[1-9][0-9]{0,17}", text)),
                    "Agent to whom the solved tickets of calls are assigned; if not set, the user"
                            + " who signs in.");

    static final List<Setting<?>> ALL =
            List.of(
                    SUBDOMAIN,
                    URL,
                    AUTH,
                    CLIENT_ID,
                    CLIENT_SECRET,
                    SCOPE,
                    EMAIL,
                    API_TOKEN,
                    CUSTOMER_ID,
                    TIER_FIELD,
                    PRODUCTS_FIELD,
                    INCIDENT_TAGS,
                    TAG,
                    TICKET_TYPE,
                    TICKET_FIELDS,
                    ASSIGNEE_ID);

    /** How to sign in. */
    sealed interface Auth {

        /** Tokens by client credentials. */
        record OAuth(String clientId, String clientSecret, String scope) implements Auth {

            @Override
            public String toString() {
                return "OAuth[]";
            }
        }

        /** Basic authentication, until Zendesk withdraws it. */
        record ApiToken(String email, String token) implements Auth {

            @Override
            public String toString() {
                return "ApiToken[]";
            }
        }
    }

    static ZendeskSettings from(Settings settings) {
        return new ZendeskSettings(
                baseOf(settings),
                authOf(settings),
                settings.get(CUSTOMER_ID),
                settings.find(TIER_FIELD).orElse(null),
                settings.find(PRODUCTS_FIELD).orElse(null),
                Set.copyOf(settings.find(INCIDENT_TAGS).orElse(List.of())),
                settings.get(TAG),
                settings.get(TICKET_TYPE),
                settings.find(TICKET_FIELDS).orElse(Map.of()),
                settings.find(ASSIGNEE_ID).orElse(null));
    }

    private static URI baseOf(Settings settings) {
        return settings.find(URL)
                .or(
                        () ->
                                settings.find(SUBDOMAIN)
                                        .map(name -> base("https://" + name + ".zendesk.com")))
                .orElseThrow(
                        () ->
                                new SettingException(
                                        SUBDOMAIN.name()
                                                + " is not set: "
                                                + SUBDOMAIN.description()));
    }

    private static Auth authOf(Settings settings) {
        return settings.get(AUTH).equals(OAUTH)
                ? new Auth.OAuth(
                        settings.get(CLIENT_ID), settings.get(CLIENT_SECRET), settings.get(SCOPE))
                : new Auth.ApiToken(settings.get(EMAIL), settings.get(API_TOKEN));
    }

    private static Setting<String> key(String name, String description) {
        return new Setting<>(
                name,
                null,
                "the key of a field: letters, digits, - and _",
                text -> matching("[A-Za-z0-9_-]{1,100}", text),
                description);
    }

    private static String subdomain(String text) {
        return matching("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?", text);
    }

    private static URI base(String text) {
        URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        boolean local =
                "http".equals(uri.getScheme())
                        && Set.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
        boolean plain =
                uri.getRawUserInfo() == null
                        && uri.getRawPath().isEmpty()
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null;
        if (uri.getHost() == null || !plain || !("https".equals(uri.getScheme()) || local)) {
            throw new IllegalArgumentException();
        }
        return uri;
    }

    private static Map<Long, String> fields(String text) {
        Map<Long, String> fields = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                String[] sides = matching("\\s*[0-9]{1,18}\\s*=.*", part).split("=", 2);
                fields.put(Long.parseLong(sides[0].strip()), sides[1].strip());
            }
        }
        return fields;
    }

    private static String matching(String pattern, String text) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException();
        }
        return text;
    }
}
