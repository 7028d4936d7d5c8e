package io.supportassistant.crm.hubspot;

import io.supportassistant.crm.rest.RestSettings;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Settings of HubSpot.
 *
 * @param phoneProperties of contacts that contain a number, at most three
 * @param tierProperty of contacts, or null
 * @param productsProperty of contacts, or null
 * @param sessionProperty of tickets, with unique values
 * @param incidentProperty of tickets, or null
 * @param incidentValues of that property that mark an incident, in lower case
 * @param pipeline label or id of the pipeline for new tickets, or null for the first
 * @param stage label or id of the stage for new tickets, or null for the first open one
 * @param priorities HubSpot's for low, normal, high and urgent, in this order
 * @param portalId for links to records, or null
 * @param appUrl of HubSpot's pages, for links to records
 */
record HubspotSettings(
        URI baseUrl,
        String accessToken,
        String apiVersion,
        List<String> phoneProperties,
        String tierProperty,
        String productsProperty,
        String sessionProperty,
        String incidentProperty,
        List<String> incidentValues,
        String pipeline,
        String stage,
        List<String> priorities,
        String portalId,
        String appUrl,
        RestSettings rest) {

    static final Setting<String> ACCESS_TOKEN =
            Setting.text(
                    "HUBSPOT_ACCESS_TOKEN",
                    null,
                    "Token of a service key or private app; for its scopes see"
                            + " docs/crm/hubspot.md.");
    static final Setting<String> BASE_URL =
            Setting.text("HUBSPOT_BASE_URL", "https://api.hubapi.com", "Address of HubSpot's API.");
    static final Setting<String> API_VERSION =
            Setting.text(
                    "HUBSPOT_API_VERSION",
                    "2026-09",
                    "Version in the paths of the API: a date such as 2026-09, or v3.");
    static final Setting<List<String>> PHONE_PROPERTIES =
            Setting.list(
                    "HUBSPOT_PHONE_PROPERTIES",
                    "phone,mobilephone",
                    "Properties of contacts that hold telephone numbers, at most three.");
    static final Setting<String> TIER_PROPERTY =
            Setting.text(
                    "HUBSPOT_TIER_PROPERTY", null, "Property of contacts that holds their tier.");
    static final Setting<String> PRODUCTS_PROPERTY =
            Setting.text(
                    "HUBSPOT_PRODUCTS_PROPERTY",
                    null,
                    "Property of contacts that holds their products, separated by semicolons as in"
                            + " a property with multiple checkboxes.");
    static final Setting<String> SESSION_PROPERTY =
            Setting.text(
                    "HUBSPOT_SESSION_PROPERTY",
                    "support_session_id",
                    "Property of tickets, with unique values, that holds the call's session id.");
    static final Setting<String> INCIDENT_PROPERTY =
            Setting.text(
                    "HUBSPOT_INCIDENT_PROPERTY",
                    null,
                    "Property of tickets that marks tickets about an incident.");
    static final Setting<List<String>> INCIDENT_VALUES =
            Setting.list(
                    "HUBSPOT_INCIDENT_VALUES",
                    "true",
                    "Values of HUBSPOT_INCIDENT_PROPERTY that mean an incident.");
    static final Setting<String> PIPELINE =
            Setting.text(
                    "HUBSPOT_PIPELINE",
                    null,
                    "Label or id of the pipeline for new tickets; if not set, the first pipeline.");
    static final Setting<String> STAGE =
            Setting.text(
                    "HUBSPOT_STAGE",
                    null,
                    "Label or id of the stage for new tickets; if not set, the pipeline's first"
                            + " open stage.");
    static final Setting<List<String>> PRIORITIES =
            Setting.list(
                    "HUBSPOT_PRIORITIES",
                    "LOW,MEDIUM,HIGH,HIGH",
                    "HubSpot ticket priorities for low, normal, high and urgent.");
    static final Setting<String> PORTAL_ID =
            Setting.text(
                    "HUBSPOT_PORTAL_ID",
                    null,
                    "Hub ID of the account, for links to records; if not set, records have no"
                            + " links.");
    static final Setting<String> APP_URL =
            Setting.text(
                    "HUBSPOT_APP_URL",
                    "https://app.hubspot.com",
                    "Address of HubSpot's pages, for links to records.");

    static final List<Setting<?>> ALL =
            List.of(
                    ACCESS_TOKEN,
                    BASE_URL,
                    API_VERSION,
                    PHONE_PROPERTIES,
                    TIER_PROPERTY,
                    PRODUCTS_PROPERTY,
                    SESSION_PROPERTY,
                    INCIDENT_PROPERTY,
                    INCIDENT_VALUES,
                    PIPELINE,
                    STAGE,
                    PRIORITIES,
                    PORTAL_ID,
                    APP_URL);

    /** A search may have five filter groups; HubSpot's own normalised numbers take two. */
    private static final int MAX_PHONE_PROPERTIES = 3;

    HubspotSettings {
        if (!accessToken.matches("[\\x21-\\x7E]+")) {
            throw new SettingException(
                    "HUBSPOT_ACCESS_TOKEN may contain only printable ASCII characters and no"
                            + " spaces");
        }
        if (!apiVersion.matches("\\d{4}-\\d{2}|v3")) {
            throw new SettingException("HUBSPOT_API_VERSION must be a date such as 2026-09, or v3");
        }
        if (phoneProperties.isEmpty() || phoneProperties.size() > MAX_PHONE_PROPERTIES) {
            throw new SettingException(
                    "HUBSPOT_PHONE_PROPERTIES must name one to three properties");
        }
        if (priorities.size() != Priority.values().length) {
            throw new SettingException(
                    "HUBSPOT_PRIORITIES must list four values, for low, normal, high and urgent");
        }
        if (portalId != null && !portalId.matches("\\d+")) {
            throw new SettingException("HUBSPOT_PORTAL_ID must be a number");
        }
    }

    /**
     * @throws SettingException if a setting is missing or invalid; names the setting
     */
    static HubspotSettings from(Settings settings) {
        return new HubspotSettings(
                baseUrl(settings.get(BASE_URL)),
                settings.get(ACCESS_TOKEN),
                settings.get(API_VERSION),
                settings.get(PHONE_PROPERTIES),
                settings.find(TIER_PROPERTY).orElse(null),
                settings.find(PRODUCTS_PROPERTY).orElse(null),
                settings.get(SESSION_PROPERTY),
                settings.find(INCIDENT_PROPERTY).orElse(null),
                settings.get(INCIDENT_VALUES).stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .toList(),
                settings.find(PIPELINE).orElse(null),
                settings.find(STAGE).orElse(null),
                settings.get(PRIORITIES),
                settings.find(PORTAL_ID).orElse(null),
                settings.get(APP_URL).replaceAll("/+$", ""),
                RestSettings.from(settings));
    }

    /** Properties of contacts to request. */
    List<String> contactProperties() {
        List<String> properties = new ArrayList<>(Contacts.PROPERTIES);
        properties.addAll(phoneProperties);
        Stream.of(tierProperty, productsProperty)
                .filter(property -> property != null && !properties.contains(property))
                .forEach(properties::add);
        return properties;
    }

    /** Properties of tickets to request. */
    List<String> ticketProperties() {
        List<String> properties = new ArrayList<>(Tickets.PROPERTIES);
        if (incidentProperty != null) {
            properties.add(incidentProperty);
        }
        return properties;
    }

    String priority(Priority priority) {
        return priorities.get(
                switch (priority) {
                    case LOW -> 0;
                    case NORMAL -> 1;
                    case HIGH -> 2;
                    case URGENT -> 3;
                });
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "HubspotSettings[" + baseUrl + ", " + apiVersion + "]";
    }

    private static URI baseUrl(String text) {
        URI url;
        try {
            url = new URI(text.replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            throw new SettingException("HUBSPOT_BASE_URL is not a valid URL");
        }
        boolean https = "https".equals(url.getScheme());
        if (!https && !"http".equals(url.getScheme())
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new SettingException(
                    "HUBSPOT_BASE_URL must be a URL such as https://api.hubapi.com");
        }
        if (!https && !isThisMachine(url.getHost())) {
            throw new SettingException(
                    "HUBSPOT_ACCESS_TOKEN would be sent unencrypted: HUBSPOT_BASE_URL must be"
                            + " https:// for any host but this machine");
        }
        return url;
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || host.matches("127(?:\\.\\d{1,3}){3}");
    }
}
