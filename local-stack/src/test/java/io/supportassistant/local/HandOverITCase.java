package io.supportassistant.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.supportassistant.local.stack.LocalStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What an agent sees who takes over a call, in a real browser. */
@ExtendWith({RunningStack.class, DeskPage.class})
@ResourceLock(value = RunningStack.LOCK, mode = ResourceAccessMode.READ)
class HandOverITCase {

    private static final String NEXT = "Sam Ortiz";

    @Test
    void shouldTellTheNextAgentWhatWasSaidAndThenFold(LocalStack stack, DeskPage.Opened opened)
            throws Exception {
        Page page = opened.page();
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http());
                Page earlier = page.context().browser().newPage()) {
            earlier.setDefaultTimeout(DeskPage.TIMEOUT.toMillis());
            earlier.navigate(address(stack, call));
            call.agent("How can I help?");
            call.customer("My thermostat does not work since yesterday, it shows error E27");
            call.agent("I will send you a new one tomorrow");
            assertThat(earlier.getByTestId("card").first()).isVisible();
            assertThat(earlier.getByTestId("brief-toggle")).isVisible();

            call.transferTo(NEXT);
            page.clock().install();
            page.navigate(address(stack, call));
            Locator brief = page.getByTestId("brief");
            assertThat(brief).isVisible();
            assertThat(page.getByTestId("brief-from")).containsText("From Noor Haddad");
            assertThat(page.getByTestId("brief-from")).containsText("Dana Reyes");
            assertThat(brief).containsText("error E27");
            assertThat(brief).containsText("I will send you a new one tomorrow");
            assertThat(page.getByTestId("brief-card")).isVisible();
            call.agent("Hello, this is Sam");
            assertThat(page.getByTestId("transfer").locator("visible=true")).containsText(NEXT);
            assertThat(earlier.getByTestId("transfer").locator("visible=true")).containsText(NEXT);
            assertThat(earlier.getByTestId("brief")).isHidden();

            page.getByTestId("brief-card").click();
            assertThat(brief).isHidden();
            assertThat(page.locator(":focus")).hasAttribute("data-article-id", "KB-1214");
            page.reload();
            assertThat(brief).isVisible();
            page.clock().fastForward(20_000);
            assertThat(brief).isVisible();
            page.clock().fastForward(20_000);
            assertThat(brief).isHidden();
            page.reload();
            assertThat(brief).isVisible();
            call.hangUp();
            // The note is what counts then.
            assertThat(brief).isHidden();
            org.assertj.core.api.Assertions.assertThat(opened.complaints()).isEmpty();
        }
    }

    private static String address(LocalStack stack, Caller call) {
        return "http://127.0.0.1:" + stack.ports().http() + "/desk/?session=" + call.sessionId();
    }
}
