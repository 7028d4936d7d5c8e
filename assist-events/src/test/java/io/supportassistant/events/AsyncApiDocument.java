package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The topics and their messages as an AsyncAPI document, made of the published schemas. */
final class AsyncApiDocument {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<Class<?>, Topic> TOPICS =
            Map.ofEntries(
                    Map.entry(SuggestionUpdate.class, Topic.SUGGESTIONS),
                    Map.entry(SourceCards.class, Topic.SUGGESTIONS),
                    Map.entry(CallBrief.class, Topic.CALL_BRIEF),
                    Map.entry(CustomerProfile.class, Topic.CUSTOMER_PROFILES),
                    Map.entry(CallRecord.class, Topic.CALL_RECORDS),
                    Map.entry(CrmOutcome.class, Topic.CRM_OUTCOMES),
                    Map.entry(UnwrittenRecord.class, Topic.CRM_UNWRITTEN),
                    Map.entry(AgentAction.class, Topic.AGENT_ACTIONS),
                    Map.entry(AgentFeedback.class, Topic.AGENT_FEEDBACK),
                    Map.entry(KnowledgeArticle.class, Topic.KNOWLEDGE_ARTICLES),
                    Map.entry(DeadLetter.class, Topic.DEAD_LETTERS));

    /** Others may write to these topics, too. */
    private static final Set<Topic> OPEN =
            Set.of(Topic.CALL_EVENTS, Topic.KNOWLEDGE_ARTICLES, Topic.SUGGESTIONS);

    private static final Map<Topic, String> KEYS =
            Map.of(
                    Topic.KNOWLEDGE_ARTICLES,
                    "The article_id. A message without a value deletes the article.",
                    Topic.DEAD_LETTERS,
                    "The key of the message that could not be processed, or none.");

    private AsyncApiDocument() {}

    static String yaml() {
        try {
            return new YAMLMapper()
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(document());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode document() {
        ObjectNode document = JSON.createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Support Assistant")
                .put("version", Integer.toString(AssistEvent.SCHEMA_VERSION))
                .put(
                        "description",
                        "What the parts of the Support Assistant write to Kafka and read from it."
                                + " Each message is one JSON object; unknown fields are ignored;"
                                + " times are in UTC. Generated from the schemas of the messages.")
                .putObject("license")
                .put("name", "Apache-2.0");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        ObjectNode schemas = components.putObject("schemas");
        messagesByTopic()
                .forEach(
                        (topic, types) -> {
                            addChannel(channels, operations, topic, types);
                            types.forEach(type -> addMessage(messages, schemas, topic, type));
                        });
        return document;
    }

    private static Map<Topic, List<String>> messagesByTopic() {
        Map<Topic, List<String>> byTopic = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            List<String> types =
                    Arrays.stream(AssistEvent.class.getAnnotation(JsonSubTypes.class).value())
                            .filter(kind -> topicOf(kind.value()) == topic)
                            .map(JsonSubTypes.Type::name)
                            .toList();
            if (!types.isEmpty()) {
                byTopic.put(topic, types);
            }
        }
        return byTopic;
    }

    private static Topic topicOf(Class<?> event) {
        return CallEvent.class.isAssignableFrom(event) ? Topic.CALL_EVENTS : TOPICS.get(event);
    }

    private static void addChannel(
            ObjectNode channels, ObjectNode operations, Topic topic, List<String> types) {
        String name = topic.topicName();
        ObjectNode channel = channels.putObject(name).put("address", name);
        ObjectNode inChannel = channel.putObject("messages");
        types.forEach(
                type -> inChannel.putObject(type).put("$ref", "#/components/messages/" + type));
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
        kafka.put("topic", name);
        if (topic.compacted()) {
            kafka.putObject("topicConfiguration").putArray("cleanup.policy").add("compact");
        }
        addOperation(operations, "write-" + name, "send", name);
        if (OPEN.contains(topic)) {
            addOperation(operations, "read-" + name, "receive", name);
        }
    }

    private static void addOperation(
            ObjectNode operations, String name, String action, String channel) {
        operations
                .putObject(name)
                .put("action", action)
                .putObject("channel")
                .put("$ref", "#/channels/" + channel);
    }

    private static void addMessage(
            ObjectNode messages, ObjectNode schemas, Topic topic, String type) {
        ObjectNode schema = schema(type);
        ObjectNode message =
                messages.putObject(type)
                        .put("name", type)
                        .put("summary", schema.path("description").asText());
        message.putObject("bindings")
                .putObject("kafka")
                .putObject("key")
                .put("type", "string")
                .put("description", KEYS.getOrDefault(topic, "The session_id."));
        JsonNode parts = schema.remove("$defs");
        schema.remove(List.of("$schema", "$id", "description"));
        message.putObject("payload").put("$ref", "#/components/schemas/" + type);
        schemas.set(type, withRefs(schema, type));
        if (parts != null) {
            parts.fields()
                    .forEachRemaining(
                            part ->
                                    schemas.set(
                                            type + "." + part.getKey(),
                                            withRefs(part.getValue(), type)));
        }
    }

    /** References lead to the components of the document. */
    private static JsonNode withRefs(JsonNode node, String type) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.fields()
                    .forEachRemaining(
                            field ->
                                    copy.set(
                                            field.getKey(),
                                            field.getKey().equals("$ref")
                                                    ? TextNode.valueOf(
                                                            field.getValue()
                                                                    .asText()
                                                                    .replace(
                                                                            "#/$defs/",
                                                                            "#/components/schemas/"
                                                                                    + type
                                                                                    + "."))
                                                    : withRefs(field.getValue(), type)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(item -> copy.add(withRefs(item, type)));
            return copy;
        }
        return node;
    }

    private static ObjectNode schema(String type) {
        try (InputStream in =
                AsyncApiDocument.class.getResourceAsStream("/schemas/" + type + ".json")) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
