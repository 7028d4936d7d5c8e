package io.supportassistant.push;

import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.push.CallBoard.Watcher;
import io.supportassistant.service.ApiContract;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The board of one sample call, and desks that watch it. */
final class WatchedBoard {

    static final SampleCall CALL = new SampleCall("call-1");

    /** More than a board keeps. */
    static final int MANY = Backlog.MAX_MESSAGES + 100;

    private final CallBoard board;
    private final Map<BoardTopic, Long> next = new EnumMap<>(BoardTopic.class);

    WatchedBoard() {
        this(SampleCall.UNCOUNTED);
    }

    WatchedBoard(CallBoard.Counts counts) {
        this(1 << 22, counts);
    }

    /**
     * @param maxBytes of the messages
     */
    WatchedBoard(int maxBytes, CallBoard.Counts counts) {
        board = new CallBoard(CALL.session(), maxBytes, counts);
    }

    CallBoard board() {
        return board;
    }

    /** With the next offset of its topic. */
    void post(AssistEvent event) {
        BoardTopic topic = topic(event);
        board.post(topic, next.merge(topic, 1L, Long::sum) - 1, event);
    }

    static BoardTopic topic(AssistEvent event) {
        if (event instanceof CallEvent) {
            return BoardTopic.CALL_EVENTS;
        } else if (event instanceof SuggestionUpdate) {
            return BoardTopic.SUGGESTIONS;
        } else if (event instanceof AgentFeedback) {
            return BoardTopic.AGENT_FEEDBACK;
        } else if (event instanceof CallBrief) {
            return BoardTopic.CALL_BRIEF;
        }
        return event instanceof CustomerProfile
                ? BoardTopic.CUSTOMER_PROFILES
                : BoardTopic.CRM_OUTCOMES;
    }

    Desk watch(Cursor seen) {
        Desk desk = new Desk();
        board.watch(desk, seen);
        return desk;
    }

    /** The ids of the cards and questions on display. */
    Set<String> standing() {
        JsonObject standing = board.standing();
        Set<String> ids = new LinkedHashSet<>();
        Desk.ids(standing.getJsonArray("suggestions")).forEach(ids::add);
        Desk.ids(standing.getJsonArray("clarifying_questions")).forEach(ids::add);
        return ids;
    }

    /** The latest message id that the desk received, or an empty string. */
    static String lastId(Desk desk) {
        return desk.ids().isEmpty() ? "" : desk.ids().get(desk.ids().size() - 1);
    }

    /** Where a current state differs from the API contract. */
    static List<OutputUnit> errors(JsonObject standing) {
        JsonObject schema =
                new JsonObject()
                        .put("$ref", "#/components/schemas/Suggestions")
                        .put("components", ApiContract.document().getJsonObject("components"));
        List<OutputUnit> errors =
                Validator.create(
                                JsonSchema.of(new JsonObject(schema.encode())),
                                new JsonSchemaOptions()
                                        .setBaseUri("https://supportassistant.io/")
                                        .setDraft(Draft.DRAFT202012)
                                        .setOutputFormat(OutputFormat.Basic))
                        .validate(standing)
                        .getErrors();
        return errors == null ? List.of() : errors;
    }

    /** An agent's desk: keeps all messages, and the cards as the messages say. */
    static final class Desk implements Watcher {

        final List<JsonObject> messages = new ArrayList<>();
        boolean release;

        @Override
        public void show(DeskMessage message) {
            messages.add(new JsonObject(message.json()));
        }

        @Override
        public void release() {
            release = true;
        }

        List<String> types() {
            return messages.stream().map(message -> message.getString("type")).toList();
        }

        /** The ids of messages that have one. */
        List<String> ids() {
            return messages.stream()
                    .map(message -> message.getString("id"))
                    .filter(id -> id != null)
                    .toList();
        }

        JsonObject last() {
            return messages.get(messages.size() - 1);
        }

        /** In the format of the current-state response; null if there was no such message. */
        JsonObject latest(String type) {
            JsonObject latest =
                    messages.stream()
                            .filter(message -> message.getString("type").equals(type))
                            .reduce(null, (earlier, later) -> later.copy());
            if (latest != null) {
                List.of("type", "id", "session_id", "schema_version").forEach(latest::remove);
            }
            return latest;
        }

        List<String> shownCards() {
            return updates().flatMap(update -> ids(update.getJsonArray("suggestions"))).toList();
        }

        Set<String> standing() {
            Set<String> cards = new LinkedHashSet<>();
            Set<String> questions = new LinkedHashSet<>();
            updates()
                    .forEach(
                            update -> {
                                ids(update.getJsonArray("suggestions")).forEach(cards::add);
                                ids(update.getJsonArray("clarifying_questions"))
                                        .forEach(questions::add);
                                ids(update.getJsonArray("withdrawn"))
                                        .forEach(
                                                id -> {
                                                    cards.remove(id);
                                                    questions.remove(id);
                                                });
                            });
            cards.addAll(questions);
            return cards;
        }

        Stream<JsonObject> updates() {
            return messages.stream()
                    .filter(message -> message.getString("type").equals("suggestions"));
        }

        static Stream<String> ids(JsonArray cards) {
            return cards.stream().map(card -> ((JsonObject) card).getString("id"));
        }
    }
}
