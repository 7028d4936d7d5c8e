package io.supportassistant.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.supportassistant.local.stack.LocalStack;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The settings of the desk ("My desk") in a real browser. */
@ExtendWith({RunningStack.class, DeskPage.class})
@ResourceLock(value = RunningStack.LOCK, mode = ResourceAccessMode.READ)
class DeskSettingsITCase {

    private static final String SENTENCE =
            "I am getting error 401 when trying to log in to the mobile app";
    private static final String ANOTHER =
            "My thermostat does not work since yesterday, it shows error E27";

    /** Records what the page lets the browser play, show and say. */
    private static final String RECORDER =
            """
            window.told = [];
            window.isAway = false;
            Object.defineProperty(document, 'hidden', { get: () => window.isAway });
            window.Notification = class extends EventTarget {
              static permission = 'default';
              static async requestPermission() { return Notification.permission = 'granted'; }
              constructor(title, options) {
                super();
                window.told.push('shown: ' + title + (options.body ?? ''));
              }
              close() {}
            };
            const start = OscillatorNode.prototype.start;
            OscillatorNode.prototype.start = function (at) {
              window.told.push('played');
              return start.call(this, at);
            };
            speechSynthesis.speak = (speech) =>
              window.told.push('said in ' + speech.lang + ': ' + speech.text);
            """;

    private LocalStack stack;
    private Page page;
    private List<String> complaints;

    @BeforeEach
    void open(LocalStack running, DeskPage.Opened opened) {
        stack = running;
        page = opened.page();
        complaints = opened.complaints();
    }

    @Test
    void shouldKeepThemeAndTextSizeOverAReload() {
        page.navigate(address(""));
        page.keyboard().press("m");
        setting("theme").selectOption("dark");
        setting("text-size").selectOption("larger");

        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.locator("html")).hasCSS("font-size", "20px");
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.locator("html")).hasCSS("font-size", "20px");
        page.getByTestId("settings").click();
        assertThat(setting("theme")).hasValue("dark");
        setting("theme").selectOption("system");
        assertThat(page.locator("html[data-theme]")).hasCount(0);
        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldFitWithTheLargestTextAtEverySize() throws Exception {
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http())) {
            page.navigate(address("?session=" + call.sessionId()));
            page.keyboard().press("m");
            setting("text-size").selectOption("larger");
            page.keyboard().press("Escape");
            call.customer(SENTENCE);
            page.locator("#cards .is-lead").waitFor();

            // 640 x 400 is 1280 x 800 at 200 %.
            int[][] sizes = {{320, 480}, {640, 400}, {768, 1024}, {901, 700}, {1280, 800}};
            for (int[] size : sizes) {
                page.setViewportSize(size[0], size[1]);
                assertThat(page.locator("#cards .is-lead").getByTestId("card-title"))
                        .isInViewport();
                assertThat(page.locator("#ask-box .send")).isInViewport();
                DeskPage.assertNoOverflow(page);
                page.keyboard().press("m");
                DeskPage.assertNoOverflow(page);
                page.keyboard().press("Escape");
            }
        }
    }

    @Test
    void shouldKeepNewCardsBackInEveryCallIfTheAgentWantsThat() throws Exception {
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http())) {
            page.navigate(address(""));
            page.keyboard().press("m");
            setting("quiet").check();
            page.navigate(address("?session=" + call.sessionId()));
            assertThat(page.getByTestId("connection-state")).hasAttribute("data-state", "live");
            assertThat(page.getByTestId("quiet")).containsText("New cards wait");

            call.customer(SENTENCE);
            assertThat(page.getByTestId("waiting")).containsText("1 new: ");
            assertThat(page.locator("#cards > [data-testid=card]")).hasCount(0);
            page.keyboard().press("Space");
            assertThat(page.locator("#cards > .is-lead")).hasCount(1);
            assertThat(page.getByTestId("quiet")).isVisible();
            page.keyboard().press("s");
            assertThat(page.getByTestId("quiet")).isHidden();
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void shouldTellOfAStrongCardInTheWaysThatTheAgentHasChosen() throws Exception {
        page.addInitScript(RECORDER);
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http())) {
            page.navigate(address("?session=" + call.sessionId()));
            assertThat(page.getByTestId("connection-state")).hasAttribute("data-state", "live");
            call.customer(ANOTHER);
            page.locator("[data-testid=card][data-article-id='KB-1214']").waitFor();
            assertThat(told()).as("all of it is off by default").isEmpty();

            page.keyboard().press("m");
            setting("sound").check();
            setting("notification").check();
            setting("read-aloud").selectOption("strong");
            page.keyboard().press("Escape");
            page.waitForCondition(() -> told().size() == 2);
            assertThat(told()).as("the sound, as a sample").containsOnly("played");
            page.evaluate("told.length = 0; isAway = true");
            call.customer(SENTENCE);
            page.waitForCondition(() -> told().size() == 4);

            String title = "Error 401 when signing in to the mobile app";
            assertThat(told())
                    .contains("played", "shown: " + title)
                    .anyMatch(one -> one.startsWith("said in en: " + title));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void shouldOfferOnlyWhatWorksWhereTheBrowserForbidsMost() {
        page.addInitScript(
                """
                Object.defineProperty(window, 'localStorage', {
                  get() { throw new DOMException('forbidden', 'SecurityError'); },
                });
                delete window.Notification;
                delete window.speechSynthesis;
                delete window.AudioContext;
                """);
        page.navigate(address(""));
        page.keyboard().press("m");

        setting("theme").selectOption("dark");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(setting("quiet")).isVisible();
        for (String name : List.of("language", "sound", "notification", "read-aloud")) {
            assertThat(setting(name)).isHidden();
        }
        assertThat(complaints).isEmpty();
    }

    private List<String> told() {
        return ((List<?>) page.evaluate("told")).stream().map(String::valueOf).toList();
    }

    private Locator setting(String name) {
        return page.getByTestId("settings-dialog").locator("[name=" + name + "]");
    }

    private String address(String query) {
        return "http://127.0.0.1:" + stack.ports().http() + "/desk/" + query;
    }
}
