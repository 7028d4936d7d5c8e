package io.supportassistant.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.conversation.LabelledDialogue.Outcome;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Publishes, on dialogues of two authors who did not know the rules, the share of values that are
 * hidden and of dialogues that lose an ordinary word; docs/redaction.md has the tables. Rules are
 * written for misses in {@code seen.txt} only: no developer looks at those in {@code held-out.txt}.
 */
@Tag("slow")
class DialogueCorpusTest {

    private static final Redactor REDACTOR =
            new Redactor(EnumSet.allOf(PersonalData.class), List.of("US", "GB", "DE", "ES", "FR"));

    private static final List<String> KINDS =
            List.of(
                    "pin",
                    "card_code",
                    "sent_code",
                    "password",
                    "card_number",
                    "bank_account",
                    "document",
                    "date_of_birth",
                    "phone_number",
                    "email");

    private record Scored(LabelledDialogue dialogue, Outcome outcome) {}

    @ParameterizedTest
    @ValueSource(strings = {"seen", "held-out"})
    void shouldFindWhatIsPublished(String author) throws IOException {
        List<Scored> scored =
                LabelledDialogue.read(Path.of("src/test/resources/dialogues/" + author + ".txt"))
                        .parallelStream()
                        .map(dialogue -> new Scored(dialogue, dialogue.after(REDACTOR)))
                        .toList();
        Map<String, List<Scored>> kinds =
                scored.stream()
                        .filter(one -> one.dialogue().hasValue())
                        .collect(
                                Collectors.groupingBy(
                                        one ->
                                                one.dialogue().language()
                                                        + " "
                                                        + one.dialogue().kind(),
                                        TreeMap::new,
                                        Collectors.toList()));
        Map<String, List<Scored>> languages =
                scored.stream()
                        .filter(one -> one.outcome().ordinary() > 0)
                        .collect(Collectors.groupingBy(one -> one.dialogue().language()));

        List<String> rows =
                Stream.concat(
                                KINDS.stream()
                                        .map(
                                                kind ->
                                                        row(
                                                                "`" + kind + "`",
                                                                language ->
                                                                        hidden(
                                                                                kinds.get(
                                                                                        language
                                                                                                + " "
                                                                                                + kind)))),
                                Stream.of(
                                        row(
                                                "ordinary dialogues that lose a word",
                                                language -> losing(languages.get(language)))))
                        .toList();

        rows.forEach(row -> System.out.println("dialogues " + author + " " + row));
        String page = Files.readString(Path.of("../docs/redaction.md"));
        assertThat(page).contains("dialogues/" + author + ".txt");
        assertThat(page.substring(page.indexOf("dialogues/" + author + ".txt"))).contains(rows);
    }

    private static String row(String name, Function<String, String> cell) {
        return Stream.of("en", "de", "es", "fr")
                .map(cell)
                .collect(Collectors.joining(" | ", "| " + name + " | ", " |"));
    }

    private static String hidden(List<Scored> dialogues) {
        return share(dialogues.stream().filter(one -> one.outcome().isHidden()).count(), dialogues);
    }

    private static String losing(List<Scored> dialogues) {
        return share(
                dialogues.stream().filter(one -> one.outcome().ordinaryLost() > 0).count(),
                dialogues);
    }

    private static String share(long part, List<Scored> whole) {
        return String.format(Locale.ROOT, "%.2f", (double) part / whole.size());
    }
}
