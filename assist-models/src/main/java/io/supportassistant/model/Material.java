package io.supportassistant.model;

import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.knowledge.FoundArticle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The input that agents give to a model, as rows for a {@link Fence}. */
final class Material {

    static final int MOST_EXCERPTS = 5;
    private static final int MOST_EXCERPT_CHARACTERS = 2_000;

    private Material() {}

    static List<Map<String, Object>> transcript(AssistRequest request) {
        return request.turns().stream()
                .map(
                        turn ->
                                Map.<String, Object>of(
                                        "speaker",
                                        turn.speaker().name().toLowerCase(Locale.ROOT),
                                        "text",
                                        turn.text()))
                .toList();
    }

    static List<Map<String, Object>> question(AssistRequest request) {
        return request.question() == null
                ? List.of()
                : List.of(Map.of("question", request.question()));
    }

    /** The most likely excerpts, numbered from 1. */
    static List<Map<String, Object>> excerpts(List<FoundArticle> found) {
        return IntStream.range(0, Math.min(MOST_EXCERPTS, found.size()))
                .mapToObj(
                        i ->
                                Map.<String, Object>of(
                                        "number",
                                        i + 1,
                                        "title",
                                        found.get(i).title(),
                                        "excerpt",
                                        ModelText.cut(
                                                found.get(i).excerpt(), MOST_EXCERPT_CHARACTERS)))
                .toList();
    }

    static List<Map<String, Object>> names(String key, List<String> values) {
        return values.stream().map(value -> Map.<String, Object>of(key, value)).toList();
    }

    /** All texts of the call, and the agent's question. */
    static List<String> said(AssistRequest request) {
        List<String> said = new ArrayList<>(request.turns().stream().map(Turn::text).toList());
        Stream.ofNullable(request.question()).forEach(said::add);
        return said;
    }
}
