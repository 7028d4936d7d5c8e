package io.supportassistant.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.supportassistant.evaluation.RecordedCall.Person;
import io.supportassistant.local.replay.AssistClient;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Agents sign in to a desk that requires tokens, at a certified OpenID Connect provider. */
@ExtendWith({RunningStack.class, DeskPage.class})
class SignInITCase {

    private static final Path PROVIDER_SCRIPT =
            Path.of("../push-service/src/test/oidc/provider.js");

    private final String agent = "agent-" + UUID.randomUUID();

    private static final Locator.WaitForOptions ATTACHED =
            new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);

    private LocalStack stack;
    private Process provider;
    private DeskService service;
    private String desk;
    private int providerPort;

    @BeforeEach
    void start(LocalStack running) throws Exception {
        stack = running;
        Ports ports = Ports.free();
        providerPort = ports.flink();
        desk = "http://127.0.0.1:" + ports.http();
        startProvider();

        service =
                new DeskService(
                        stack,
                        ports.http(),
                        Map.of(
                                "PUSH_AGENT_LEFT_GRACE",
                                "1s",
                                "DESK_URL",
                                desk,
                                "DESK_OIDC_ISSUER",
                                "http://127.0.0.1:" + providerPort,
                                "DESK_OIDC_CLIENT_ID",
                                "desk",
                                "DESK_OIDC_CLIENT_SECRET",
                                "a-secret-of-the-desk-in-tests"));
    }

    private void startProvider() throws Exception {
        provider =
                new ProcessBuilder(
                                "node",
                                PROVIDER_SCRIPT.toString(),
                                Integer.toString(providerPort),
                                desk + "/desk/signed-in")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader said = provider.inputReader();
        assertThat(
                        CompletableFuture.supplyAsync(() -> said.lines().findFirst().orElse(""))
                                .get(30, TimeUnit.SECONDS))
                .isEqualTo("ready");
    }

    @AfterEach
    void stop() throws Exception {
        // After a start that failed half-way, some of it is not there.
        provider.destroy();
        provider.waitFor(30, TimeUnit.SECONDS);
        if (service != null) {
            service.close();
        }
    }

    @Test
    void shouldOpenTheRingingCallOfAnAgent(DeskPage.Opened opened) throws Exception {
        Page page = opened.page();
        page.navigate(desk + "/desk/");
        signIn(page, agent);
        assertThat(page).hasURL(desk + "/desk/");
        opened.complaints().clear();

        start("agent-of-another-call", "Ben Other");
        start(agent, "Dana Ringing");

        Locator open = page.locator("[data-testid=call-item][aria-current=page]");
        assertThat(open).containsText("Dana Ringing");
        assertThat(page.getByTestId("call-list")).not().containsText("Ben Other");
        page.reload();
        assertThat(open).containsText("Dana Ringing");
        assertThat(opened.complaints()).isEmpty();
    }

    @Test
    void shouldGoOnToTheNextCallAfterAHandOver(DeskPage.Opened opened) throws Exception {
        Page page = opened.page();
        page.navigate(desk + "/desk/");
        signIn(page, agent);
        Locator open = page.locator("[data-testid=call-item][aria-current=page]");
        String handedOver = start(agent, "Dana Ringing");
        assertThat(open).containsText("Dana Ringing");

        start(handedOver, "agent-of-another-call", "Dana Ringing");
        assertThat(page.locator("#banner")).containsText("not open to you, or no longer");
        assertThat(page.getByTestId("call-list")).not().containsText("Dana Ringing");
        page.reload();
        assertThat(page.locator("#banner")).containsText("not open to you, or no longer");
        start(agent, "Ben Next");

        assertThat(open).containsText("Ben Next");
    }

    @Test
    void shouldSignInWithKeysThatTheProviderHasChanged(DeskPage.Opened opened) throws Exception {
        Page page = opened.page();
        page.navigate(desk + "/desk/");
        signIn(page, agent);
        assertThat(page).hasURL(desk + "/desk/");

        provider.destroy();
        provider.waitFor(30, TimeUnit.SECONDS);
        startProvider();
        page.context().clearCookies();
        page.navigate(desk + "/desk/sign-in");
        signIn(page, agent);

        assertThat(page).hasURL(desk + "/desk/");
        page.getByTestId("call-list").waitFor(ATTACHED);
    }

    @Test
    void shouldShowAllCallsToASupervisor(DeskPage.Opened opened) throws Exception {
        start(agent, "Dana Reyes " + agent);
        Page page = opened.page();
        page.navigate(desk + "/desk/");
        signIn(page, "sup-" + UUID.randomUUID());

        assertThat(page.getByTestId("call-list")).containsText(agent);
        assertThat(page).hasURL(desk + "/desk/");
    }

    @Test
    void shouldRefuseAUserWithoutARoleAndASignInThatWasNotBegun(DeskPage.Opened opened) {
        Page page = opened.page();
        page.navigate(desk + "/desk/");
        signIn(page, "nobody");
        assertThat(page.locator("body")).containsText("no role for the desk");

        page.navigate(desk + "/desk/signed-in?code=x&state=y");
        assertThat(page.locator("body")).containsText("not begun in this browser");
    }

    private static void signIn(Page page, String user) {
        page.locator("[name=login]").fill(user);
        page.locator("[name=password]").fill("any");
        page.locator("button[type=submit]").click();
        // The provider asks for consent.
        page.locator("button[type=submit]").click();
    }

    private String start(String agentId, String customer) throws Exception {
        String callId = "test-" + UUID.randomUUID();
        start(callId, agentId, customer);
        return callId;
    }

    private void start(String callId, String agentId, String customer) throws Exception {
        new AssistClient(stack.ports().http())
                .start(
                        callId,
                        new Person(agentId, "Agent " + agentId, null),
                        new Person("C-1", customer, null))
                .get();
    }
}
