package io.supportassistant.crm.hubspot;

import static io.supportassistant.crm.rest.CrmRequest.encode;

import java.util.List;
import java.util.stream.Collectors;

/** Paths in the dated API, or in the older API with mixed versions. */
final class HubspotPaths {

    private final String objects;
    private final String associations;
    private final String defaultAssociations;
    private final String pipelines;
    private final String properties;

    /**
     * @param version a date such as {@code 2026-09}, or {@code v3}
     */
    HubspotPaths(String version) {
        boolean older = version.equals("v3");
        this.objects = older ? "/crm/v3/objects" : "/crm/objects/" + version;
        this.associations = older ? "/crm/v4/associations" : "/crm/associations/" + version;
        this.defaultAssociations = older ? "/crm/v4/objects" : objects;
        this.pipelines = older ? "/crm/v3/pipelines" : "/crm/pipelines/" + version;
        this.properties = older ? "/crm/v3/properties" : "/crm/properties/" + version;
    }

    String search(HubspotObjectType kind) {
        return of(kind) + "/search";
    }

    /** For creating a record; with a query, for listing. */
    String of(HubspotObjectType kind) {
        return objects + "/" + kind.path();
    }

    String anyOne(HubspotObjectType kind) {
        return of(kind) + "?limit=1";
    }

    String one(HubspotObjectType kind, String id, List<String> properties) {
        return of(kind) + "/" + encode(id) + "?properties=" + list(properties);
    }

    /** A record by the value of a unique property. */
    String oneBy(HubspotObjectType kind, String idProperty, String value) {
        return of(kind) + "/" + encode(value) + "?idProperty=" + encode(idProperty);
    }

    String batchRead(HubspotObjectType kind) {
        return of(kind) + "/batch/read";
    }

    String batchUpsert(HubspotObjectType kind) {
        return of(kind) + "/batch/upsert";
    }

    String associationsOfMany(HubspotObjectType from, HubspotObjectType to) {
        return associations + "/" + from.path() + "/" + to.path() + "/batch/read";
    }

    String associate(HubspotObjectType from, String fromId, HubspotObjectType to, String toId) {
        return defaultAssociations
                + "/"
                + from.path()
                + "/"
                + encode(fromId)
                + "/associations/default/"
                + to.path()
                + "/"
                + encode(toId);
    }

    String ticketPipelines() {
        return pipelines + "/" + HubspotObjectType.TICKET.path();
    }

    String properties(HubspotObjectType kind) {
        return properties + "/" + kind.path();
    }

    private static String list(List<String> names) {
        return names.stream().map(name -> encode(name)).collect(Collectors.joining(","));
    }
}
