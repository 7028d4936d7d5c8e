package io.supportassistant.crm.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.crm.CrmEntry;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.History;
import io.supportassistant.events.SessionIds;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Records as files, {@code KIND-SESSION.json}. The first one of a kind and session is kept. */
final class RecordFolder {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int NUMBER_LENGTH = 8;

    private final Path folder;

    RecordFolder(Path folder) {
        this.folder = folder;
    }

    static ObjectNode fields() {
        return JsonNodeFactory.instance.objectNode();
    }

    CrmEntry keep(String kind, String sessionId, ObjectNode fields) throws IOException {
        if (!SessionIds.isSessionId(sessionId)) {
            throw new CrmException(CrmFailure.REFUSED, "the session id is not a UUID");
        }
        Files.createDirectories(folder);
        String id = kind + "-" + sessionId;
        Path whole = folder.resolve(id + ".json");
        Path draft = Files.createTempFile(folder, id, ".draft");
        try {
            Files.write(draft, JSON.writeValueAsBytes(fields));
            // Creating a link is atomic and never replaces an existing file.
            Files.createLink(whole, draft);
        } catch (FileAlreadyExistsException e) {
            // An earlier attempt wrote it.
        } finally {
            Files.delete(draft);
        }
        return new CrmEntry(id, number(sessionId), whole.toUri().toString());
    }

    List<History.Case> casesOf(String customerId) throws IOException {
        List<History.Case> cases = new ArrayList<>();
        for (JsonNode one : recordsOf("case", customerId)) {
            String session = one.path("session_id").asText();
            cases.add(
                    new History.Case(
                            "case-" + session,
                            number(session),
                            one.path("subject").asText(),
                            one.path("status").asText(),
                            true,
                            false,
                            Instant.parse(one.path("opened_at").asText())));
        }
        return cases;
    }

    List<History.Call> callsOf(String customerId) throws IOException {
        List<History.Call> calls = new ArrayList<>();
        for (JsonNode one : recordsOf("call", customerId)) {
            // A call with a case is listed as the case.
            if (!one.has("case_id")) {
                calls.add(
                        new History.Call(
                                one.path("subject").asText(),
                                null,
                                Instant.parse(one.path("started_at").asText())));
            }
        }
        return calls;
    }

    boolean isWritable() {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private List<JsonNode> recordsOf(String kind, String customerId) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<JsonNode> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(kind + "-") && name.endsWith(".json")) {
                    JsonNode fields = JSON.readTree(Files.readAllBytes(file));
                    if (fields.path("customer_id").asText().equals(customerId)) {
                        found.add(fields);
                    }
                }
            }
        }
        return found;
    }

    private static String number(String sessionId) {
        return sessionId.substring(0, NUMBER_LENGTH);
    }
}
