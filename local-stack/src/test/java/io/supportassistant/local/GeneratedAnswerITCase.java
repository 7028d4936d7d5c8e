package io.supportassistant.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.supportassistant.local.stack.LocalStack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The card with a generated answer, in a real browser. */
@ExtendWith({RunningDoubles.class, DeskPage.class})
@ResourceLock(RunningDoubles.LOCK)
class GeneratedAnswerITCase {

    @Test
    void shouldShowAGeneratedAnswerWithItsSources(
            RunningDoubles.Doubled doubled, DeskPage.Opened opened) throws Exception {
        LocalStack stack = doubled.stack();
        Page page = opened.page();
        doubled.awaitModels();
        try (Caller call = new Caller(stack.ports().http())) {
            call.agent("How can I help?");
            page.navigate(
                    "http://127.0.0.1:"
                            + stack.ports().http()
                            + "/desk/?session="
                            + call.sessionId());
            assertThat(page.getByTestId("connection-state")).hasAttribute("data-state", "live");

            page.keyboard().press("/");
            page.keyboard().type("how long does a refund take?");
            page.keyboard().press("Enter");

            Locator answer = page.getByTestId("answer-card");
            answer.waitFor();
            JsonNode sent = call.cards().get(0);
            JsonNode citation = sent.path("citations").get(0);
            assertThat(answer).containsText("Generated answer");
            assertThat(answer.getByTestId("card-title")).hasText("how long does a refund take?");
            assertThat(answer.getByTestId("answer-text")).hasText(sent.path("answer").asText());
            assertThat(answer.getByTestId("citation-quote").first())
                    .hasText(citation.path("quote").asText());
            assertThat(answer.getByTestId("citation-link").first())
                    .hasAttribute("href", citation.path("url").asText());
            Locator source =
                    page.locator(
                            "[data-testid=card][data-article-id='"
                                    + citation.path("article_id").asText()
                                    + "']");
            assertThat(page.locator("#cards > li").first()).isVisible();
            assertThat(page.locator("#cards > li").first())
                    .hasAttribute("data-suggestion-id", sent.path("id").asText());

            answer.getByTestId("citation-card").first().click();
            assertThat(source).isFocused();
            answer.getByTestId("card-copy").click();
            answer.getByTestId("card-helpful").click();
            await().atMost(DeskPage.TIMEOUT)
                    .until(
                            () ->
                                    Database.rows(
                                                    stack,
                                                    "SELECT suggestion_type, shown_to_agent,"
                                                            + " agent_clicked, agent_feedback FROM"
                                                            + " suggestions WHERE suggestion_id = '"
                                                            + sent.path("id").asText()
                                                            + "'")
                                            .equals(
                                                    List.of(
                                                            List.of(
                                                                    "generated_answer",
                                                                    "t",
                                                                    "t",
                                                                    "helpful"))));

            page.setViewportSize(380, 800);
            Object overflow =
                    page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
            org.assertj.core.api.Assertions.assertThat(((Number) overflow).intValue())
                    .isLessThanOrEqualTo(0);
            answer.getByTestId("card-dismiss").click();
            assertThat(answer).hasCount(0);
            org.assertj.core.api.Assertions.assertThat(opened.complaints()).isEmpty();
        }
    }
}
