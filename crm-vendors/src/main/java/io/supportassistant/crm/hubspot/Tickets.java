package io.supportassistant.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.History;
import io.supportassistant.crm.rest.CrmResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Maps tickets to cases. */
final class Tickets {

    static final List<String> PROPERTIES =
            List.of("subject", "hs_pipeline", "hs_pipeline_stage", "createdate", "closed_date");

    private final HubspotSettings settings;

    Tickets(HubspotSettings settings) {
        this.settings = settings;
    }

    /** The latest {@code most} of these. */
    List<History.Case> cases(List<JsonNode> tickets, Pipelines pipelines, int most) {
        return tickets.stream()
                .map(ticket -> asCase(ticket, pipelines))
                .sorted(Comparator.comparing(History.Case::openedAt).reversed())
                .limit(most)
                .toList();
    }

    private History.Case asCase(JsonNode ticket, Pipelines pipelines) {
        String id = CrmResponse.text(ticket, "id");
        JsonNode properties = ticket.path("properties");
        String subject = CrmResponse.textOrNull(properties, "subject");
        Pipelines.Stage stage =
                pipelines
                        .stage(
                                CrmResponse.textOrNull(properties, "hs_pipeline"),
                                CrmResponse.textOrNull(properties, "hs_pipeline_stage"))
                        .orElseGet(() -> unknownStage(properties));
        return new History.Case(
                id,
                id,
                subject == null ? "Ticket " + id : subject,
                stage.label(),
                stage.open(),
                isIncident(properties),
                HubspotTimes.of(properties, "createdate", ticket, "createdAt"));
    }

    /** For a deleted pipeline, or one newer than the cached pipelines. */
    private static Pipelines.Stage unknownStage(JsonNode properties) {
        String id = CrmResponse.textOrNull(properties, "hs_pipeline_stage");
        return new Pipelines.Stage(
                id,
                id,
                CrmResponse.textOrNull(properties, "closed_date") == null,
                Integer.MAX_VALUE);
    }

    private boolean isIncident(JsonNode properties) {
        String value =
                settings.incidentProperty() == null
                        ? null
                        : CrmResponse.textOrNull(properties, settings.incidentProperty());
        return value != null && settings.incidentValues().contains(value.toLowerCase(Locale.ROOT));
    }
}
