package io.supportassistant.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.supportassistant.local.stack.LocalStack;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** axe-core finds no violation in any state of the desk, at three widths and in the dark. */
@ExtendWith({RunningStack.class, DeskPage.class})
@ResourceLock(value = RunningStack.LOCK, mode = ResourceAccessMode.READ)
class AccessibilityITCase {

    private static final int[][] SIZES = {{1280, 860}, {768, 1024}, {320, 480}};

    private final SoftAssertions states = new SoftAssertions();

    @Test
    void shouldHaveNoViolationInAnyState(LocalStack stack, DeskPage.Opened opened)
            throws Exception {
        Page page = opened.page();
        show(page, ColorScheme.LIGHT);
        String desk = "http://127.0.0.1:" + stack.ports().http() + "/desk/";
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http())) {
            page.navigate(desk);
            check(page, "the list of calls");
            page.navigate(desk + "?session=95379b0e-6813-5157-ba4d-295ba58d1b9e");
            check(page, "an unknown call");
            page.navigate(desk + "?session=" + call.sessionId());
            call.agent("How can I help?");
            check(page, "a call without cards");
            call.customer("My thermostat does not work since yesterday, it shows error E27");
            call.agent("I will send you a new one tomorrow");
            assertThat(page.getByTestId("card").first()).isVisible();
            assertThat(page.getByTestId("brief-toggle")).isVisible();
            check(page, "a card");
            page.getByTestId("card").first().focus();
            page.keyboard().press("e");
            check(page, "a selected card");
            page.keyboard().press("b");
            assertThat(page.getByTestId("brief")).isVisible();
            check(page, "the brief");
            page.getByTestId("brief").press("Escape");
            page.getByTestId("note-toggle").click();
            assertThat(page.getByTestId("note")).isVisible();
            check(page, "the note of a live call");
            page.getByTestId("note-toggle").click();
            page.keyboard().press("?");
            assertThat(page.locator("#help-dialog")).isVisible();
            check(page, "the help");
            page.keyboard().press("Escape");
            page.keyboard().press("m");
            assertThat(page.getByTestId("settings-dialog")).isVisible();
            check(page, "the settings");
            page.keyboard().press("Escape");
            call.ask("how long is the warranty");
            check(page, "an answer to a question");
            // An agent with no other call, to which the desk would go on after saving.
            call.transferTo("Sam Ortiz " + UUID.randomUUID());
            page.navigate(desk + "?session=" + call.sessionId());
            assertThat(page.getByTestId("brief-from")).isVisible();
            call.agent("Hello, this is Sam");
            check(page, "the hand-over");
            call.hangUp();
            assertThat(page.getByTestId("note-save")).isEnabled();
            check(page, "the wrap-up");
            page.getByTestId("note-save").click();
            assertThat(page.getByTestId("note-state")).containsText("Saved by local at");
            check(page, "a saved note");
        }
        states.assertAll();
    }

    @Test
    void shouldHaveRoomForLongWords(LocalStack stack, DeskPage.Opened opened) throws Exception {
        Page page = opened.page();
        show(page, ColorScheme.LIGHT);
        page.addInitScript("localStorage.setItem('desk.language', 'de')");
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http())) {
            page.navigate(
                    "http://127.0.0.1:%d/desk/?session=%s"
                            .formatted(stack.ports().http(), call.sessionId()));
            call.customer("My thermostat does not work since yesterday, it shows error E27");
            assertThat(page.getByTestId("card").first()).isVisible();
            assertThat(page.locator("html")).hasAttribute("lang", "de");
            checkNarrow(page, "a card in German");
            page.keyboard().press("m");
            assertThat(page.getByTestId("settings-dialog")).isVisible();
            checkNarrow(page, "the settings in German");
            page.keyboard().press("Escape");
            page.keyboard().press("?");
            assertThat(page.locator("#help-dialog")).isVisible();
            checkNarrow(page, "the help in German");
            page.keyboard().press("Escape");
            call.hangUp();
            assertThat(page.getByTestId("note-save")).isEnabled();
            checkNarrow(page, "the wrap-up in German");
        }
        states.assertAll();
    }

    private void checkNarrow(Page page, String state) {
        page.setViewportSize(320, 480);
        DeskPage.assertNoOverflow(page);
        page.setViewportSize(SIZES[0][0], SIZES[0][1]);
        check(page, state);
    }

    private void check(Page page, String state) {
        for (int[] size : SIZES) {
            page.setViewportSize(size[0], size[1]);
            violations(page)
                    .forEach(
                            violation ->
                                    states.fail(
                                            "%s, %d wide: %s at %s",
                                            state, size[0], violation.getId(), targets(violation)));
        }
        page.setViewportSize(SIZES[0][0], SIZES[0][1]);
        show(page, ColorScheme.DARK);
        violations(page)
                .forEach(
                        violation ->
                                states.fail(
                                        "%s, dark: %s at %s",
                                        state, violation.getId(), targets(violation)));
        show(page, ColorScheme.LIGHT);
    }

    /** Colours that are still changing have no contrast yet. */
    private static void show(Page page, ColorScheme scheme) {
        page.emulateMedia(
                new Page.EmulateMediaOptions()
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE));
        page.waitForFunction(
                "document.getAnimations().every(({ playState }) => playState !== 'running')");
    }

    private static List<Object> targets(Rule violation) {
        return violation.getNodes().stream().map(node -> node.getTarget()).toList();
    }

    private static List<Rule> violations(Page page) {
        return new AxeBuilder(page).setLegacyMode(true).analyze().getViolations();
    }

    @Test
    void shouldFindAViolationWhereThereIsOne(DeskPage.Opened opened) {
        opened.page().setContent("<main><img src='data:,'><button></button></main>");

        Assertions.assertThat(violations(opened.page()))
                .extracting(Rule::getId)
                .contains("image-alt", "button-name");
    }
}
