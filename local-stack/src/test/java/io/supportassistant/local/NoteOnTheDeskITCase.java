package io.supportassistant.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.supportassistant.local.stack.LocalStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The note of a call in a real browser, from its first line to its saving. */
@ExtendWith({RunningStack.class, DeskPage.class})
@ResourceLock(value = RunningStack.LOCK, mode = ResourceAccessMode.READ)
class NoteOnTheDeskITCase {

    private static final String SENTENCE =
            "My thermostat does not work since yesterday, it shows error E27";

    @Test
    void shouldOpenAtTheEndOfTheCallAndBeSavedAsTheAgentLeftIt(
            LocalStack stack, DeskPage.Opened opened) throws Exception {
        Page page = opened.page();
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http())) {
            call.agent("How can I help?");
            page.navigate(address(stack, call));
            call.customer(SENTENCE);
            call.agent("I will send you a new one tomorrow");
            page.locator("[data-testid=card][data-article-id='KB-1214']").waitFor();
            assertThat(page.getByTestId("note-toggle")).isVisible();
            assertThat(page.getByTestId("note")).isHidden();

            call.hangUp();
            assertThat(page.getByTestId("note")).isVisible();
            assertThat(page.getByTestId("note-state")).containsText("saved automatically at");
            text(page, "Problem").fill("Thermostat down, error E27");
            page.getByTestId("note-remark").fill("Prefers mail to 4111 1111 1111 1111");
            page.getByTestId("note-remark").press("Enter");
            page.getByTestId("note-outcomes").getByLabel("Follow-up").check();
            page.getByTestId("note-disposition").selectOption("technical");
            page.getByTestId("note-article").first().check();
            assertThat(text(page, "Remarks")).hasValue("Prefers mail to [card number]");
            assertThat(page.getByTestId("note-due").locator("visible=true")).not().hasValue("");

            page.reload();
            assertThat(text(page, "Problem")).hasValue("Thermostat down, error E27");
            assertThat(page.getByRole(AriaRole.RADIO).and(page.locator(":checked")).first())
                    .hasValue("follow_up");
            page.getByTestId("note-remark").press("Control+Enter");

            assertThat(page.getByTestId("note-state")).containsText("Saved by local at");
            assertThat(page.getByTestId("note-save")).isHidden();
            assertThat(text(page, "Problem")).hasAttribute("readonly", "");
            assertThat(page.getByTestId("crm-lines")).containsText("Recorded in");
            assertThat(opened.complaints()).isEmpty();
        }
    }

    @Test
    void shouldShowWhatAnAgentWroteOnEveryDeskDuringTheCall(
            LocalStack stack, DeskPage.Opened opened) throws Exception {
        Page page = opened.page();
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http());
                Page other = page.context().browser().newPage()) {
            other.setDefaultTimeout(DeskPage.TIMEOUT.toMillis());
            call.agent("How can I help?");
            page.navigate(address(stack, call));
            other.navigate(address(stack, call));
            call.customer(SENTENCE);
            assertThat(page.getByTestId("note-toggle")).isVisible();
            page.keyboard().press("w");
            assertThat(page.getByTestId("note-save")).isDisabled();

            Locator problem = text(page, "Problem");
            problem.fill("Thermostat down");
            problem.press("Enter");
            page.getByTestId("note-promise").fill("Call back within two days");
            page.getByTestId("note-promise").press("Enter");
            assertThat(page.getByTestId("note-due").locator("visible=true")).not().hasValue("");
            other.keyboard().press("w");

            assertThat(text(other, "Problem")).hasValue("Thermostat down");
            assertThat(text(other, "Promised")).hasValue("Call back within two days");
            call.customer("The second thermostat in the hall does not work either");
            assertThat(text(page, "Problem")).hasValue("Thermostat down");
            page.keyboard().press("Escape");
            assertThat(page.getByTestId("note")).isHidden();
            assertThat(opened.complaints()).isEmpty();
        }
    }

    @Test
    void shouldFitIntoASidePanel(LocalStack stack, DeskPage.Opened opened) throws Exception {
        Page page = opened.page();
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http())) {
            page.setViewportSize(320, 480);
            call.agent("How can I help?");
            call.customer(SENTENCE);
            page.navigate(address(stack, call));
            call.hangUp();
            assertThat(page.getByTestId("note")).isVisible();

            Object overflow =
                    page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
            assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
            page.getByTestId("note-save").scrollIntoViewIfNeeded();
            page.getByTestId("note-save").click();
            assertThat(page.getByTestId("note-state")).containsText("Saved by local at");
        }
    }

    private static Locator text(Page page, String section) {
        return page.getByTestId("note-text").and(page.getByLabel(section)).first();
    }

    private static String address(LocalStack stack, Caller call) {
        return "http://127.0.0.1:" + stack.ports().http() + "/desk/?session=" + call.sessionId();
    }
}
