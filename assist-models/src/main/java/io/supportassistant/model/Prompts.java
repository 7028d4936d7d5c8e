package io.supportassistant.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The prompts in the jar: {@code prompts/<agent>/<number>.txt} has the system part, a line {@code
 * === user ===}, and the user part. A published version never changes; a change gets a new number.
 */
public final class Prompts {

    public static final String CONTEXT_ANALYZER = "context_analyzer";
    public static final String QUERY_FORMULATION = "query_formulation";
    public static final String ANSWER = "answer";
    public static final String CLARIFICATION = "clarification";

    public static final String NOTE = "note";

    static final List<String> AGENTS =
            List.of(CONTEXT_ANALYZER, QUERY_FORMULATION, ANSWER, CLARIFICATION, NOTE);

    private static final String SEPARATOR = "\n=== user ===\n";

    private final Map<String, Prompt> byAgent = new TreeMap<>();

    private Prompts() {}

    /**
     * @param versions such as {@code answer/1}; for other agents the newest
     * @throws IllegalArgumentException if there is no such version
     */
    public static Prompts of(List<String> versions) {
        Prompts prompts = new Prompts();
        for (String version : versions) {
            String agent = version.replaceFirst("/.*", "");
            if (!AGENTS.contains(agent) || !version.matches("[a-z_]+/[1-9]\\d{0,3}")) {
                throw new IllegalArgumentException("unknown prompt: " + version);
            }
            prompts.byAgent.put(agent, read(version));
        }
        AGENTS.forEach(agent -> prompts.byAgent.computeIfAbsent(agent, Prompts::newest));
        return prompts;
    }

    public Prompt of(String agent) {
        return byAgent.get(agent);
    }

    private static Prompt newest(String agent) {
        int number = 1;
        while (Prompts.class.getResource(path(agent + "/" + (number + 1))) != null) {
            number++;
        }
        return read(agent + "/" + number);
    }

    private static Prompt read(String version) {
        try (InputStream in = Prompts.class.getResourceAsStream(path(version))) {
            if (in == null) {
                throw new IllegalArgumentException("unknown prompt: " + version);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int end = text.indexOf(SEPARATOR);
            if (end < 0) {
                throw new IllegalArgumentException(version + " has no user part");
            }
            return new Prompt(
                    version, text.substring(0, end), text.substring(end + SEPARATOR.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(String version) {
        return "/prompts/" + version + ".txt";
    }
}
