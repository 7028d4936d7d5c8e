package io.supportassistant.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import io.supportassistant.local.stack.LocalStack;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The desk in a page of another origin, by the web component that the page has a copy of. */
@ExtendWith({RunningStack.class, DeskPage.class})
@ResourceLock(value = RunningStack.LOCK, mode = ResourceAccessMode.READ)
class EmbeddedDeskITCase {

    private static final String DESK = "/desk/embed";

    private static final String PAGE =
            """
            <!doctype html>
            <title>A page</title>
            <script type="module" src="support-assistant.js"></script>
            <support-assistant src="%s" session="%s" style="height: 460px; width: 320px"></support-assistant>
            <script>
              window.heard = [];
              const desk = document.querySelector('support-assistant');
              for (const type of ['ready', 'card', 'copy', 'insert', 'token-expiring', 'wrapup']) {
                desk.addEventListener(type, ({ detail }) => window.heard.push({ type, ...detail }));
              }
            </script>
            """;

    @Test
    void shouldShowACallAndTellThePageWhatHappens(LocalStack stack, DeskPage.Opened opened)
            throws Exception {
        Page page = opened.page();
        String service = "http://127.0.0.1:" + stack.ports().http();
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http());
                Host host = new Host(PAGE.formatted(service, call.sessionId()))) {
            call.agent("How can I help?");
            page.navigate(host.address());
            heard(page, "ready");
            Frame desk = desk(page);
            assertThat(desk.getByTestId("connection-state")).hasAttribute("data-state", "live");
            assertThat(desk.getByTestId("call-list")).isHidden();
            call.customer("My thermostat does not work since yesterday, it shows error E27");
            heard(page, "card");
            assertThat(desk.getByTestId("card").first()).isVisible();
            assertThat(desk.getByTestId("card-insert").first()).isHidden();

            page.evaluate("document.querySelector('support-assistant').inserts = true");
            desk.getByTestId("card-insert").first().click();
            heard(page, "insert");
            desk.getByTestId("card-copy").first().click();
            page.evaluate(
                    "document.querySelector('support-assistant').setAttribute('theme', 'dark')");
            assertThat(desk.locator("html")).hasAttribute("data-theme", "dark");
            call.hangUp();
            heard(page, "wrapup");
            Assertions.assertThat(page.evaluate("window.heard").toString())
                    .contains("KB-1214")
                    .contains("E27")
                    .doesNotContain("since yesterday");
            Object overflow =
                    desk.evaluate("document.documentElement.scrollWidth - window.innerWidth");
            Assertions.assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
        }
    }

    @Test
    void shouldTakeAPropertyThatThePageSetBeforeTheComponentHadRun(
            LocalStack stack, DeskPage.Opened opened) throws Exception {
        Page page = opened.page();
        String service = "http://127.0.0.1:" + stack.ports().http();
        String early =
                PAGE.replace(
                        "window.heard = [];",
                        "window.heard = []; document.querySelector('support-assistant').inserts ="
                                + " true;");
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http());
                Host host = new Host(early.formatted(service, call.sessionId()))) {
            page.navigate(host.address());
            heard(page, "ready");
            call.customer("My thermostat does not work since yesterday, it shows error E27");
            heard(page, "card");

            assertThat(desk(page).getByTestId("card-insert").first()).isVisible();
        }
    }

    @Test
    void shouldNotBeShownInAPageThatIsNotAllowed(LocalStack stack, DeskPage.Opened opened)
            throws Exception {
        Page page = opened.page();
        String service = "http://127.0.0.1:" + stack.ports().http();
        try (Host host = new Host(PAGE.formatted(service, "none"))) {
            page.navigate(host.address().replace("localhost", "127.0.0.1"));

            page.waitForCondition(
                    () ->
                            opened.complaints().stream()
                                    .anyMatch(complaint -> complaint.contains("frame-ancestors")));
            Assertions.assertThat(page.evaluate("window.heard.length")).isEqualTo(0);
        }
    }

    @Test
    void shouldRenewATokenWithoutABreak(LocalStack stack, DeskPage.Opened opened) throws Exception {
        Page page = opened.page();
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http());
                SamplePage sample = new SamplePage(stack, 8)) {
            call.customer("My thermostat does not work since yesterday, it shows error E27");
            page.navigate(sample.address(call));
            Frame desk = loadedDesk(page);
            assertThat(desk.getByTestId("card").first()).containsText("E27");
            desk.evaluate(
                    """
                    () => {
                      const state = document.querySelector('[data-testid=connection-state]');
                      window.states = [];
                      new MutationObserver(() => window.states.push(state.dataset.state))
                        .observe(state, { attributeFilter: ['data-state'] });
                    }\
                    """);

            // Each token is renewed after 4 s, so the fifth comes after the end of the first two.
            page.waitForCondition(() -> sample.tokens() >= 5);

            assertThat(desk.locator("[data-article-id=KB-1214]")).isVisible();
            call.customer("And another thing, I was charged twice this month");
            assertThat(desk.getByTestId("card").first()).hasAttribute("data-article-id", "KB-1101");
            assertThat(desk.getByTestId("connection-state")).hasAttribute("data-state", "live");
            Assertions.assertThat(desk.evaluate("window.states"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .isSubsetOf("connecting", "live");
            Assertions.assertThat(opened.complaints()).isEmpty();
        }
    }

    @Test
    void shouldSayThatATokenHasExpiredThatWasNotRenewed(LocalStack stack, DeskPage.Opened opened)
            throws Exception {
        Page page = opened.page();
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http());
                SamplePage sample = new SamplePage(stack, 6)) {
            call.agent("How can I help?");
            page.navigate(sample.address(call));
            Frame desk = loadedDesk(page);
            assertThat(desk.getByTestId("connection-state")).hasAttribute("data-state", "live");
            sample.signOut();

            assertThat(page.locator("#problem")).containsText("401");
            assertThat(desk.getByTestId("connection-state")).hasText("Access refused");
            assertThat(desk.locator("body")).containsText("not allowed to open the call");
        }
    }

    @Test
    void shouldInsertIntoThePageAndGoOnToTheNextCall(LocalStack stack, DeskPage.Opened opened)
            throws Exception {
        Page page = opened.page();
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http());
                Caller next = Caller.ofAnotherAgent(stack.ports().http());
                SamplePage sample = new SamplePage(stack, 600)) {
            call.customer("My thermostat does not work since yesterday, it shows error E27");
            next.customer("I get error 401 when I log in to the mobile app");
            page.navigate(sample.address(call));
            Frame desk = loadedDesk(page);
            desk.getByTestId("card-insert").first().click();
            page.waitForFunction("document.querySelector('#reply').value.includes('E27')");

            page.navigate(sample.address(next));

            assertThat(desk.getByTestId("card").first()).containsText("401");
            // The customer's last contacts may have the words of other calls.
            assertThat(desk.getByTestId("transcript")).not().containsText("thermostat");
            assertThat(desk.locator("#cards")).not().containsText("hermostat");
            call.hangUp();
            next.hangUp();
            assertThat(page.locator("#outcome")).containsText("After the call");
            Assertions.assertThat(sample.tokens()).isEqualTo(2);
        }
    }

    private static void heard(Page page, String type) {
        page.waitForFunction("type => window.heard.some((one) => one.type === type)", type);
    }

    private static Frame loadedDesk(Page page) {
        page.waitForCondition(
                () -> page.frames().stream().anyMatch(frame -> frame.url().endsWith(DESK)));
        return desk(page);
    }

    private static Frame desk(Page page) {
        return page.frames().stream()
                .filter(frame -> frame.url().endsWith(DESK))
                .findFirst()
                .orElseThrow();
    }

    /** A web server with one page and a copy of the component. */
    private static final class Host implements AutoCloseable {

        private final HttpServer server;

        Host(String page) throws Exception {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] component;
            try (InputStream in =
                    EmbeddedDeskITCase.class.getResourceAsStream("/desk/support-assistant.js")) {
                component = in.readAllBytes();
            }
            Map<String, byte[]> files =
                    Map.of("/", page.getBytes(UTF_8), "/support-assistant.js", component);
            server.createContext(
                    "/",
                    exchange -> {
                        byte[] body = files.get(exchange.getRequestURI().getPath());
                        String type =
                                exchange.getRequestURI().getPath().endsWith(".js")
                                        ? "text/javascript"
                                        : "text/html; charset=utf-8";
                        exchange.getResponseHeaders().set("Content-Type", type);
                        exchange.sendResponseHeaders(
                                body == null ? 404 : 200, body == null ? -1 : body.length);
                        if (body != null) {
                            exchange.getResponseBody().write(body);
                        }
                        exchange.close();
                    });
            server.start();
        }

        String address() {
            return "http://localhost:" + server.getAddress().getPort() + "/";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
