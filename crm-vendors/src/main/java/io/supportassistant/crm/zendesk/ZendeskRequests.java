package io.supportassistant.crm.zendesk;

import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.rest.CrmRequest;
import java.util.Collection;

/** Requests to Zendesk. Every external part is one encoded value. */
final class ZendeskRequests {

    /** Zendesk's maximum. */
    static final int PAGE = 100;

    private static final int LONGEST_EXTERNAL_ID = 255;

    private ZendeskRequests() {}

    /** Whether a text can be the id of a record. */
    static boolean isId(String text) {
        return text != null && text.matches("[1-9][0-9]{0,17}");
    }

    /** Whether a text can be an external id. */
    static boolean isExternalId(String text) {
        return text != null
                && !text.isBlank()
                && text.length() <= LONGEST_EXTERNAL_ID
                && text.chars().noneMatch(Character::isISOControl);
    }

    /**
     * A search that finds every spelling of a number: Zendesk compares digits only, and the
     * asterisk stands for the country code.
     */
    static String phoneQuery(CallerNumber number) {
        return "type:user role:end-user phone:*" + number.nationalDigits();
    }

    static CrmRequest usersByPhone(CallerNumber number) {
        return CrmRequest.get(
                "/api/v2/search.json?query="
                        + CrmRequest.encode(phoneQuery(number))
                        + "&per_page="
                        + PAGE);
    }

    static CrmRequest user(String id) {
        return CrmRequest.get("/api/v2/users/" + checked(id) + ".json");
    }

    static CrmRequest usersByExternalId(String externalId) {
        return CrmRequest.get(
                "/api/v2/users/search.json?external_id=" + CrmRequest.encode(externalId));
    }

    static CrmRequest me() {
        return CrmRequest.get("/api/v2/users/me.json");
    }

    static CrmRequest organizations(Collection<String> ids) {
        ids.forEach(ZendeskRequests::checked);
        return CrmRequest.get(
                "/api/v2/organizations/show_many.json?ids="
                        + CrmRequest.encode(String.join(",", ids)));
    }

    /** The tickets that a user requested, the latest change first. */
    static CrmRequest ticketsOf(String userId, int most) {
        return CrmRequest.get(
                "/api/v2/users/"
                        + checked(userId)
                        + "/tickets/requested.json?sort_by=updated_at&sort_order=desc&per_page="
                        + most);
    }

    static CrmRequest ticket(String id) {
        return CrmRequest.get("/api/v2/tickets/" + checked(id) + ".json");
    }

    static CrmRequest ticketsByExternalId(String externalId) {
        return CrmRequest.get("/api/v2/tickets.json?external_id=" + CrmRequest.encode(externalId));
    }

    static CrmRequest comments(String ticketId) {
        return CrmRequest.get(
                "/api/v2/tickets/"
                        + checked(ticketId)
                        + "/comments.json?sort_order=desc&per_page="
                        + PAGE);
    }

    /** All fields of users or organizations. */
    static CrmRequest fieldsOf(String kind) {
        return CrmRequest.get("/api/v2/" + kind + "_fields.json?per_page=" + PAGE);
    }

    static CrmRequest ticketField(long id) {
        return CrmRequest.get("/api/v2/ticket_fields/" + id + ".json");
    }

    private static String checked(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException("not a Zendesk id");
        }
        return id;
    }
}
