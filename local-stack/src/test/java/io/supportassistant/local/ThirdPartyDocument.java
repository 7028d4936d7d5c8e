package io.supportassistant.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The list of third-party software, generated from the build's CycloneDX bill of materials. */
final class ThirdPartyDocument {

    private static final String OWN_GROUP = "io.supportassistant";

    private static final List<String> SOURCES = List.of("vcs", "website");

    private final List<JsonNode> libraries;

    ThirdPartyDocument(Path billOfMaterials) throws IOException {
        JsonNode components =
                new ObjectMapper().readTree(billOfMaterials.toFile()).path("components");
        libraries =
                elements(components)
                        .filter(component -> !OWN_GROUP.equals(component.path("group").asText()))
                        .sorted(Comparator.comparing(ThirdPartyDocument::coordinates))
                        .toList();
    }

    /** Names of the libraries without a licence. */
    List<String> withoutLicence() {
        return libraries.stream()
                .filter(library -> licences(library).isEmpty())
                .map(ThirdPartyDocument::coordinates)
                .toList();
    }

    String markdown() throws IOException {
        return """
        # Third-party software and data

        What is shipped with the Support Assistant, or tested with it, and was written by others. Where a library offers
        several licences, any of them may be chosen. The build writes the same as a CycloneDX bill of materials, with hashes:
        `local-stack/target/support-assistant.cdx.json`.

        ## Libraries

        | library | version | licence |
        |---|---|---|
        """
                + libraries.stream().map(ThirdPartyDocument::row).collect(Collectors.joining())
                + data();
    }

    private static String row(JsonNode library) {
        String source = source(library);
        String name = "`" + coordinates(library) + "`";
        return "| "
                + (source.isEmpty() ? name : "[" + name + "](" + source + ")")
                + " | "
                + library.path("version").asText()
                + " | "
                + String.join(" or ", licences(library))
                + " |\n";
    }

    private static String coordinates(JsonNode library) {
        return library.path("group").asText() + ":" + library.path("name").asText();
    }

    private static List<String> licences(JsonNode library) {
        return elements(library.path("licenses"))
                .map(
                        entry ->
                                Stream.of(
                                                entry.path("license").path("id"),
                                                entry.path("license").path("name"),
                                                entry.path("expression"))
                                        .filter(JsonNode::isTextual)
                                        .map(JsonNode::asText)
                                        .findFirst()
                                        .orElse(""))
                .filter(licence -> !licence.isEmpty())
                .toList();
    }

    private static String source(JsonNode library) {
        return SOURCES.stream()
                .flatMap(
                        type ->
                                elements(library.path("externalReferences"))
                                        .filter(
                                                reference ->
                                                        type.equals(
                                                                reference.path("type").asText())))
                .map(reference -> reference.path("url").asText())
                .filter(address -> address.startsWith("http"))
                .findFirst()
                .orElse("");
    }

    private static String data() throws IOException {
        try (InputStream text =
                ThirdPartyDocument.class.getResourceAsStream("/third-party-data.md")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
