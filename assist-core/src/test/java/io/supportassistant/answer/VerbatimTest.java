package io.supportassistant.answer;

import static io.supportassistant.knowledge.SampleArticles.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.answer.TextBlocks.Block;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.TextRange;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.Passage;
import io.supportassistant.knowledge.PassageSplitter;
import io.supportassistant.language.Interpreter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Properties of all articles and all questions. */
class VerbatimTest {

    private static final EnglishText ENGLISH = new EnglishText();
    private static final Pattern ITEM = Pattern.compile("(?m)^(?:\\d+\\.|-) ");

    @Property(tries = 150)
    void shouldShowExactPartsOfTheArticle(
            @ForAll("bodies") String body, @ForAll("speech") String said, @ForAll boolean quoted) {
        for (FoundArticle found : found(body)) {
            FoundArticle answered = answered(body, said, found, quoted);

            assertThat(body).contains(answered.excerpt(), answered.answerLine());
            assertThat(ArticleText.words(answered.answerLine(), 0, answered.answerLine().length()))
                    .isBetween(1, 25);
            if (quoted) {
                assertThat(answered.excerpt()).contains(found.excerpt());
            }
            assertThat(answered.highlights())
                    .allSatisfy(range -> assertIsWithin(range, answered.excerpt()));
        }
    }

    @Property(tries = 300)
    void shouldAcceptAnyText(@ForAll String body, @ForAll String said) {
        for (FoundArticle found : found(body)) {
            FoundArticle answered = answered(body, said, found, false);

            assertThat(body).contains(answered.excerpt());
            if (answered.answerLine() != null) {
                assertThat(body).contains(answered.answerLine());
            }
        }
    }

    @Property(tries = 150)
    void shouldNeverShowAPartOfAList(
            @ForAll("bodies") String body, @ForAll("speech") String said, @ForAll boolean quoted) {
        List<String> lists =
                TextBlocks.of(body).blocks().stream()
                        .filter(Block::isList)
                        .map(list -> body.substring(list.start(), list.end()))
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        for (FoundArticle found : found(body)) {
            String rest = answered(body, said, found, quoted).excerpt();
            for (String list : lists) {
                rest = rest.replace(list, "");
            }

            assertThat(ITEM.matcher(rest).find()).as(rest).isFalse();
        }
    }

    @Property(tries = 150)
    void shouldQuoteTheTranscriptVerbatim(
            @ForAll("bodies") String body, @ForAll("speech") String said) {
        String why = answered(body, said, found(body).get(0), false).whyNow();
        if (why != null) {
            String quote = why.substring(why.indexOf('\u201c') + 1, why.length() - 1);

            assertThat(said).contains(quote.replace("\u2026", ""));
            assertThat(quote.length()).isLessThanOrEqualTo(92);
        }
    }

    private static List<FoundArticle> found(String body) {
        return new PassageSplitter(120).split(body).stream().map(VerbatimTest::found).toList();
    }

    private static FoundArticle found(Passage passage) {
        return new FoundArticle(
                "A", "Camera offline", null, null, null, passage.text(), List.of(), 0.5);
    }

    private static FoundArticle answered(
            String body, String said, FoundArticle found, boolean quoted) {
        KnowledgeArticle article = article("A", "Camera offline", body);
        return new ArticleAnswers(
                        id -> Optional.of(article), ENGLISH, stem -> 1, Interpreter.ofEnglish())
                .to(List.of(said))
                .articles(List.of(found), quoted ? Set.of("A") : Set.of())
                .get(0);
    }

    private static void assertIsWithin(TextRange range, String text) {
        assertThat(range.start()).isBetween(0, range.end());
        assertThat(range.end()).isLessThanOrEqualTo(text.length());
    }

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> words =
                Arbitraries.of(
                                "camera",
                                "Wi-Fi,",
                                "wait",
                                "5 to 7 business days",
                                "It",
                                "router;",
                                "open:",
                                "is",
                                "e.g.",
                                "4 p.m.",
                                "red.",
                                "offline?",
                                "\ud83d\ude00",
                                "caf\u00e9!",
                                "hold",
                                "the",
                                "**Reset**",
                                "A > B",
                                "$5",
                                "\"Yes.\"")
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(32)
                        .map(list -> String.join(" ", list));
        Arbitrary<String> block =
                Arbitraries.oneOf(
                        words,
                        words.map(text -> text + ":"),
                        words.list().ofMinSize(1).ofMaxSize(5).map(VerbatimTest::numbered),
                        words.list().ofMinSize(1).ofMaxSize(5).map(VerbatimTest::bulleted));
        return block.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(blocks -> String.join("\n\n", blocks))
                .filter(body -> !body.isBlank());
    }

    private static String numbered(List<String> items) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            list.append(i + 1).append(". ").append(items.get(i)).append('\n');
        }
        return list.toString().strip();
    }

    private static String bulleted(List<String> items) {
        return items.stream().map(item -> "- " + item).collect(Collectors.joining("\n"));
    }

    @Provide
    Arbitrary<String> speech() {
        return Arbitraries.of(
                        "how",
                        "long",
                        "does",
                        "it",
                        "take",
                        "camera",
                        "offline",
                        "where",
                        "router",
                        "um",
                        "wait",
                        "red",
                        "the",
                        "what",
                        "is",
                        "[phone number]",
                        "reset",
                        "five")
                .list()
                .ofMinSize(1)
                .ofMaxSize(50)
                .map(list -> String.join(" ", list));
    }
}
