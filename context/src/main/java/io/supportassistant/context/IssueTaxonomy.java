package io.supportassistant.context;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.supportassistant.events.AnalyzedContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** Labels an issue by cue words, see {@code language/issues.yaml}. */
public final class IssueTaxonomy {

    private final List<Issue> issues;

    private IssueTaxonomy(List<Issue> issues) {
        this.issues = List.copyOf(issues);
    }

    public static IssueTaxonomy standard() {
        try (InputStream in = IssueTaxonomy.class.getResourceAsStream("/language/issues.yaml")) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param file the operator's own labels, or null for the standard ones
     * @throws UncheckedIOException if the file cannot be read or does not have the format of the
     *     standard one
     */
    public static IssueTaxonomy standardOr(String file) {
        if (file == null) {
            return standard();
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("issue labels in " + file + " cannot be used", e);
        }
    }

    private static IssueTaxonomy read(InputStream in) throws IOException {
        return new IssueTaxonomy(new YAMLMapper().readValue(in, TaxonomyFile.class).issues());
    }

    /** The first label with a cue in the text, else {@link AnalyzedContext#OTHER_ISSUE}. */
    public String label(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        return issues.stream()
                .filter(issue -> issue.cues().stream().anyMatch(cue -> cue.matcher(lower).find()))
                .map(Issue::label)
                .findFirst()
                .orElse(AnalyzedContext.OTHER_ISSUE);
    }

    private record Issue(String label, List<Pattern> cues) {

        private Issue {
            Objects.requireNonNull(label, "label is missing");
            Objects.requireNonNull(cues, "cues are missing");
        }
    }

    private record TaxonomyFile(List<Issue> issues) {

        private TaxonomyFile {
            Objects.requireNonNull(issues, "issues are missing");
        }
    }
}
