package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.local.stack.LocalStack;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One whole call on the agent's desk in Firefox, with the keyboard alone. */
@ExtendWith({RunningStack.class, RunningFirefox.class})
@ResourceLock(value = RunningStack.LOCK, mode = ResourceAccessMode.READ)
class FirefoxDeskITCase {

    private static final int[][] SIZES = {
        {320, 480}, {380, 640}, {768, 1024}, {1920, 1080}, {1280, 860}
    };
    private static final String LIVE = "[data-testid=connection-state][data-state=live]";
    private static final String OFFLINE = "[data-testid=connection-state][data-state=offline]";
    private static final String LINES = "[data-testid=transcript-segment]";
    private static final String LEAD = "#cards > :first-child.is-lead";
    private static final String SIGN_IN = LEAD + "[data-article-id='KB-1001']";
    private static final String RETURNS = LEAD + "[data-article-id='KB-1303']";
    private static final String SECOND_STEP = SIGN_IN + " .step:nth-of-type(2) input";
    private static final String HELPFUL = "[data-testid=card-helpful][aria-pressed=true]";
    private static final String NOT_HELPFUL = "[data-testid=card-not-helpful][aria-pressed=true]";
    private static final String PINNED = "[data-testid=card-pin][aria-pressed=true]";
    private static final String UNDO = "[data-testid=undo]";
    private static final String NOTE = "[data-testid=note]";

    private LocalStack stack;
    private FirefoxPage page;

    @BeforeEach
    void open(LocalStack running, FirefoxPage opened) {
        stack = running;
        page = opened;
    }

    @Test
    void shouldServeAWholeCallByKeyboardAlone() throws Exception {
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http())) {
            page.open(address(call) + "&token=kept");
            page.awaitVisible(LIVE);
            FirefoxPage other = opensAnotherTab(call);
            getsTheLead(call);
            fitsIntoEveryWindow();
            ticksAStepAndRates();
            reloads();
            sharesWhatWasDone(other);
            keepsTheLeadInItsPlace(call);
            asksAQuestion();
            goesOnAfterABreak(call, other);
            handsOver(call, other);
            savesTheNote(call, other);

            assertThat(page.errors()).isEmpty();
            assertThat(other.errors()).isEmpty();
        }
    }

    /** The first tab is hidden then. A tab that stays hidden soon gets no frames. */
    private FirefoxPage opensAnotherTab(Caller call) {
        page.evaluate(
                """
                (() => {
                  const { requestAnimationFrame } = window;
                  window.requestAnimationFrame = (render) => document.hidden ? 0 : requestAnimationFrame(render);
                })()
                """);
        FirefoxPage other = page.newTab();
        other.open(address(call));
        return other;
    }

    /** The title of the hidden tab tells of the card. */
    private void getsTheLead(Caller call) throws Exception {
        call.agent("Alderway Home, this is Noor, how can I help?");
        call.customer("I am getting error 401 when trying to log in to the mobile app");
        page.awaitTrue("document.hidden && document.title.startsWith('● Error 401')");

        page.show();
        page.awaitTrue("document.title.startsWith('Dana Reyes')");
        page.awaitVisible(SIGN_IN);
        assertThat(page.violations()).isEmpty();
    }

    private void fitsIntoEveryWindow() {
        for (int[] size : SIZES) {
            page.resize(size[0], size[1]);
            for (String part :
                    List.of(
                            LEAD + " [data-testid=card-title]",
                            LEAD + " [data-testid=answer-line]",
                            "#ask-box .send")) {
                page.awaitTrue(
                        """
                        (({ top, bottom, left, right, width }) =>
                          width > 0 && left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight
                        )(document.querySelector("%s").getBoundingClientRect())
                        """
                                .formatted(part));
            }
            assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth").asInt())
                    .as("pixels to scroll at %d x %d", size[0], size[1])
                    .isLessThanOrEqualTo(0);
        }
    }

    private void ticksAStepAndRates() {
        page.press("1");
        page.awaitVisible(SIGN_IN + ":focus");
        page.tabTo(SECOND_STEP);
        page.press(" ");
        page.awaitVisible(SECOND_STEP + ":checked");

        page.press("n");
        page.awaitVisible(SIGN_IN + " " + NOT_HELPFUL);
        page.awaitText(UNDO, "Rated not helpful.");
        page.press("z");
        page.awaitHidden(NOT_HELPFUL);
        page.awaitHidden(UNDO);
        page.press("h");
        page.awaitVisible(SIGN_IN + " " + HELPFUL);
    }

    private void reloads() {
        assertThat(page.evaluate("location.href").asText()).doesNotContain("kept");
        page.reload();

        page.awaitVisible(SECOND_STEP + ":checked");
        assertThat(page.isVisible(SIGN_IN + " .step:first-of-type input:checked")).isFalse();
        page.awaitVisible(SIGN_IN + " " + HELPFUL);
        assertThat(page.requests())
                .filteredOn(address -> address.contains("/api/realtime/ws/"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(address -> assertThat(address).contains("token=kept"));
    }

    private void sharesWhatWasDone(FirefoxPage other) {
        other.show();
        other.awaitVisible(SECOND_STEP + ":checked");
        other.awaitVisible(SIGN_IN + " " + HELPFUL);
        other.press("1");
        other.press("p");
        other.awaitVisible(SIGN_IN + " " + PINNED);
        page.show();
        page.awaitVisible(SIGN_IN + " " + PINNED);
    }

    private void keepsTheLeadInItsPlace(Caller call) throws Exception {
        page.press("1");
        double top = topOfTheLead();
        call.customer("And another thing, my thermostat shows error E27 since yesterday");
        page.awaitText("[data-testid=waiting]", "1 new: ");
        assertThat(page.isVisible(SIGN_IN + ":focus")).isTrue();
        assertThat(topOfTheLead()).isEqualTo(top);

        page.press(" ");
        page.awaitVisible(LEAD + "[data-article-id='KB-1214']:focus");
        page.awaitHidden("[data-testid=waiting]");
    }

    private double topOfTheLead() {
        return page.evaluate("document.querySelector('#cards > *').getBoundingClientRect().top")
                .asDouble();
    }

    /** Firefox too has a search that "/" opens. */
    private void asksAQuestion() {
        page.press("/");
        page.awaitVisible("[data-testid=ask-input]:focus");
        page.type("how do I return an item");
        page.press("Enter");
        page.awaitVisible(RETURNS);
        page.press("Escape");
    }

    private void goesOnAfterABreak(Caller call, FirefoxPage other) throws Exception {
        page.setOffline(true);
        page.awaitVisible(OFFLINE);
        call.customer("How long does the refund take until it is on my card");
        page.press("1");
        page.press("p");
        page.awaitVisible(RETURNS + " " + PINNED);

        page.setOffline(false);
        page.awaitVisible(LIVE);
        page.awaitText(LINES, "How long does the refund take");
        other.show();
        other.awaitTrue(
                "document.querySelector(\"[data-article-id='KB-1303'] %s\") !== null"
                        .formatted(PINNED));
    }

    private void handsOver(Caller call, FirefoxPage other) throws Exception {
        // An agent with no other call, to which the desk would go on after saving.
        String next = "Sam Ortiz " + UUID.randomUUID();
        call.agent("I will send you a refund tomorrow");
        call.transferTo(next);
        other.open(address(call));
        other.awaitText("[data-testid=brief-from]", "From Noor Haddad");
        other.awaitText("[data-testid=brief]", "I will send you a refund tomorrow");
        assertThat(other.violations()).isEmpty();
        call.agent("Hello, this is Sam");
        other.awaitText("[data-testid=transfer]", next);

        page.show();
        page.awaitText("[data-testid=transfer]", next);
        other.show();
        // It folds by itself after half a minute.
        if (other.isVisible("[data-testid=brief]")) {
            other.press("b");
        }
        other.awaitHidden("[data-testid=brief]");
    }

    private void savesTheNote(Caller call, FirefoxPage other) throws Exception {
        other.press("1");
        call.hangUp();
        other.awaitVisible(NOTE);
        assertThat(other.violations()).isEmpty();

        other.tabTo("[data-testid=note-text][aria-label=Problem]");
        other.press("Control", "a");
        other.type("Cannot sign in, error 401");
        other.tabTo("[data-testid=note-remark]");
        other.type("Prefers mail to 4111 1111 1111 1111");
        other.press("Enter");
        other.tabTo("[data-testid=note-outcomes] input");
        other.press(" ");
        other.tabTo("[data-testid=note-disposition]");
        other.press("ArrowDown");
        other.tabTo("[data-testid=note-article]");
        other.press(" ");
        other.press("Control", "Enter");

        other.awaitText("[data-testid=note-state]", "Saved by local at");
        other.awaitText("[data-testid=crm-lines]", "Recorded in");
        page.show();
        page.awaitText("[data-testid=note-state]", "Saved by local at");
        JsonNode note =
                page.evaluate(
                        """
                        (() => {
                          const all = (selector) => [...document.querySelectorAll(`#note :is(${selector})`)];
                          return {
                            texts: all('textarea').map(({ value }) => value),
                            choices: all('[type=radio]:checked, select').map(({ value }) => value),
                            articles: all('[type=checkbox]:checked').map((one) => one.parentElement.innerText),
                          };
                        })()
                        """);
        assertThat(note.path("texts"))
                .extracting(JsonNode::asText)
                .contains("Cannot sign in, error 401", "Prefers mail to [card number]");
        JsonNode choices = note.path("choices");
        assertThat(choices.path(0).asText()).isEqualTo("solved");
        // The likeliest dispositions come first: which ones, depends on what other agents chose.
        String disposition = choices.path(2).asText();
        assertThat(disposition).isNotEmpty().isEqualTo(choices.path(1).asText());
        assertThat(note.path("articles"))
                .extracting(JsonNode::asText)
                .containsExactly("Return an item: 30-day return window");
    }

    @Test
    void shouldReportErrorsAndViolations() {
        page.open("data:text/html,<main><img src='data:,'><button></button></main>");
        page.evaluate("console.error('first'), setTimeout(() => missing())");

        assertThat(page.violations()).contains("image-alt at img", "button-name at button");
        await().atMost(DeskPage.TIMEOUT).untilAsserted(() -> assertThat(page.errors()).hasSize(2));
    }

    private String address(Caller call) {
        return "http://127.0.0.1:" + stack.ports().http() + "/desk/?session=" + call.sessionId();
    }
}
