package io.supportassistant.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.History;
import io.supportassistant.crm.rest.CrmResponse;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A contact's past calls. */
final class CallHistory {

    /** Properties that describe a call. */
    static final List<String> PROPERTIES =
            List.of("hs_call_title", "hs_call_status", "hs_timestamp");

    private static final String BODY = "hs_call_body";

    /** Properties that identify a session's call. */
    static final List<String> MARKED = List.of(BODY);

    private CallHistory() {}

    /** Calls by id. */
    static Map<String, History.Call> read(List<JsonNode> calls) {
        Map<String, History.Call> read = new LinkedHashMap<>();
        for (JsonNode call : calls) {
            JsonNode properties = call.path("properties");
            String title = CrmResponse.textOrNull(properties, "hs_call_title");
            read.put(
                    CrmResponse.text(call, "id"),
                    new History.Call(
                            title == null ? "Call" : title,
                            CrmResponse.textOrNull(properties, "hs_call_status"),
                            HubspotTimes.of(properties, "hs_timestamp", call, "createdAt")));
        }
        return read;
    }

    /** The latest {@code most} calls that belong to no ticket. */
    static List<History.Call> latest(
            Map<String, History.Call> calls, Set<String> ofTickets, int most) {
        return calls.entrySet().stream()
                .filter(call -> !ofTickets.contains(call.getKey()))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(History.Call::at).reversed())
                .limit(most)
                .toList();
    }

    /** The id of the session's call. */
    static Optional<String> ofSession(String session, List<JsonNode> calls) {
        return calls.stream()
                .filter(
                        call ->
                                HubspotTexts.isOf(
                                        session,
                                        CrmResponse.textOrNull(call.path("properties"), BODY)))
                .map(call -> CrmResponse.text(call, "id"))
                .findFirst();
    }
}
