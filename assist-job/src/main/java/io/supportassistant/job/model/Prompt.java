package io.supportassistant.job.model;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model is told and given.
 *
 * @param version such as {@code context_analyzer/1}
 * @param system the instructions
 * @param template of the user part, with {@code {{name}}} where material goes
 */
public record Prompt(String version, String system, String template) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    /**
     * The user part, with each material in a fence at its place. What the material says is never
     * taken for a place.
     *
     * @throws IllegalArgumentException if the template has a place for what is not given
     */
    String user(Map<String, ? extends List<? extends Map<String, ?>>> material) {
        return PLACE.matcher(template)
                .replaceAll(
                        place -> {
                            String name = place.group(1);
                            if (!material.containsKey(name)) {
                                throw new IllegalArgumentException(
                                        version + " asks for unknown material: " + name);
                            }
                            return Matcher.quoteReplacement(Fence.around(name, material.get(name)));
                        });
    }
}
