package io.supportassistant.bridge.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.PhoneNumbers;
import io.supportassistant.events.CallEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The complete state of a conversation's calls, as in each notification and in the REST resource.
 * The difference to the previous snapshot gives the events.
 */
record CallSnapshot(SourceCall call, List<Participant> participants) {

    private static final Set<String> CUSTOMERS = Set.of("customer", "external");
    private static final Set<String> AGENTS = Set.of("agent", "user");
    private static final Set<String> OVER = Set.of("disconnected", "terminated");

    private record Participant(
            String id,
            String purpose,
            String state,
            String name,
            String userId,
            String queueId,
            String phone,
            Instant connectedAt,
            Instant endedAt,
            String disconnectType) {

        boolean isAgent() {
            return AGENTS.contains(purpose) && userId != null;
        }

        boolean isConnected() {
            return "connected".equals(state);
        }

        boolean isOver() {
            return OVER.contains(state);
        }
    }

    /**
     * @param body of a notification, or the response of {@code GET /api/v2/conversations/{id}}, in
     *     which the state is that of the participant's call
     */
    static CallSnapshot of(JsonNode body, Instant now) {
        List<Participant> participants = new ArrayList<>();
        for (JsonNode json : body.path("participants")) {
            participants.add(participant(json, json.path("calls").path(0)));
        }
        return new CallSnapshot(
                new SourceCall(GenesysAdapter.SOURCE, Json.text(body, "/id")), participants);
    }

    private static Participant participant(JsonNode json, JsonNode call) {
        String purpose = Json.text(json, "/purpose");
        String user = either(Json.text(json, "/user/id"), Json.text(json, "/userId"));
        String queue = either(Json.text(json, "/queue/id"), Json.text(json, "/queueId"));
        String phone = either(Json.text(json, "/ani"), Json.text(json, "/address"));
        return new Participant(
                Json.text(json, "/id"),
                purpose == null ? "" : purpose.toLowerCase(Locale.ROOT),
                state(json, call),
                Json.text(json, "/name"),
                user,
                queue,
                PhoneNumbers.in(phone),
                Json.time(json, "/connectedTime"),
                Json.time(json, "/endTime"),
                either(Json.text(json, "/disconnectType"), Json.text(call, "/disconnectType")));
    }

    private static String state(JsonNode json, JsonNode call) {
        String state = either(Json.text(json, "/state"), Json.text(call, "/state"));
        return state == null ? "none" : state.toLowerCase(Locale.ROOT);
    }

    private static String either(String first, String second) {
        return first == null ? second : first;
    }

    /** Whether an agent is speaking with the customer. */
    boolean hasConnectedAgent() {
        return participants.stream().anyMatch(one -> one.isAgent() && one.isConnected());
    }

    boolean isOver() {
        return !participants.isEmpty() && participants.stream().allMatch(Participant::isOver);
    }

    /** The same call without participants, as before the first one joined. */
    CallSnapshot asNotYetOver() {
        return new CallSnapshot(call, List.of());
    }

    /**
     * The events since an earlier snapshot.
     *
     * @param before null if the call was unknown; then everything in this snapshot is new
     */
    List<CallEvent> changesSince(CallSnapshot before, Instant now) {
        List<CallEvent> events = new ArrayList<>();
        if (before == null) {
            events.add(call.started(startedAt(now), customerPhone(), null));
        }
        Map<String, Participant> known =
                before == null
                        ? Map.of()
                        : before.participants.stream()
                                .filter(one -> one.id() != null)
                                .collect(
                                        Collectors.toMap(Participant::id, one -> one, (a, b) -> b));
        for (Participant one : participants) {
            Participant earlier = one.id() == null ? null : known.get(one.id());
            if (!one.isAgent() || earlier != null && earlier.state().equals(one.state())) {
                continue;
            }
            if (one.isConnected()) {
                Instant at = one.connectedAt() == null ? now : one.connectedAt();
                events.add(call.agentJoined(at, one.userId(), one.name(), one.queueId()));
            } else if (one.isOver()) {
                events.add(
                        call.agentLeft(one.endedAt() == null ? now : one.endedAt(), one.userId()));
            }
        }
        if (isOver() && (before == null || !before.isOver())) {
            events.add(call.ended(endedAt(now), disconnectType()));
        }
        return events;
    }

    private String customerPhone() {
        return participants.stream()
                .filter(one -> CUSTOMERS.contains(one.purpose()))
                .map(Participant::phone)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Instant startedAt(Instant fallback) {
        return participants.stream()
                .map(Participant::connectedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(fallback);
    }

    private Instant endedAt(Instant fallback) {
        return participants.stream()
                .map(Participant::endedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(fallback);
    }

    private String disconnectType() {
        return participants.stream()
                .filter(one -> CUSTOMERS.contains(one.purpose()))
                .map(Participant::disconnectType)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
