package io.supportassistant.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.sun.net.httpserver.HttpServer;
import io.supportassistant.crm.file.FileCrm;
import io.supportassistant.evaluation.RecordedCall.Person;
import io.supportassistant.events.SessionIds;
import io.supportassistant.local.stack.LocalStack;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One whole call on the agent's desk, in a real browser. */
@ExtendWith({RunningStack.class, DeskPage.class})
@ResourceLock(value = RunningStack.LOCK, mode = ResourceAccessMode.READ)
@Order(1)
class DeskITCase {

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
    void shouldReachTheFirstMinutesOfALongCall() throws Exception {
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http())) {
            for (int i = 1; i <= 700; i++) {
                call.agent("sentence number " + i);
            }

            page.navigate(address("/desk/?session=" + call.sessionId()));

            Locator lines = page.getByTestId("transcript-segment");
            assertThat(lines.last()).containsText("sentence number 700");
            assertThat(lines).hasCount(300);
            page.waitForFunction(
                    """
                    () => {
                      const scroller = document.querySelector('#transcript-panel .scroller');
                      scroller.scrollTop = 0;
                      return scroller.querySelectorAll('li').length === 700;
                    }
                    """);
            assertThat(lines.first()).containsText("sentence number 1");
        }
    }

    @Test
    void shouldFindACallOfMany() throws Exception {
        String customer = "Zoë " + UUID.randomUUID();
        try (Caller call = new Caller(stack.ports().http());
                Caller wanted =
                        new Caller(stack.ports().http(), new Person("C-1", customer, null))) {
            call.agent("How can I help?");
            wanted.agent("How can I help?");
            page.navigate(address("/desk/"));

            page.getByTestId("calls-search").fill(customer.toLowerCase(Locale.ROOT));

            assertThat(page.getByTestId("call-item")).hasCount(1);
            assertThat(page.getByTestId("call-item")).containsText(customer);
            page.getByTestId("calls-status").selectOption("ended");
            assertThat(page.locator("#rail")).containsText("No such calls.");
            page.getByTestId("calls-status").selectOption("");
            page.getByTestId("calls-search").fill("");
            assertThat(page.getByTestId("call-item").nth(1)).isVisible();
        }
    }

    @Test
    void shouldSayThatThereIsNoSuchCall() {
        page.navigate(address("/desk/?session=" + SessionIds.session("generic", "never began")));

        assertThat(page.getByTestId("connection-state")).hasText("No such call yet");
        assertThat(page.locator("#empty")).containsText("if it begins while you wait");
    }

    @Test
    void shouldPromiseNoCardsAfterItStopsWaitingForACall() {
        AtomicInteger connections = new AtomicInteger();
        page.routeWebSocket(
                Pattern.compile(".*/api/realtime/ws/.*"),
                socket -> {
                    connections.incrementAndGet();
                    socket.close(new WebSocketRoute.CloseOptions().setCode(4404));
                });
        page.navigate(address("/desk/?session=" + SessionIds.session("generic", "never began")));

        assertThat(page.getByTestId("connection-state")).hasText("No such call");
        assertThat(page.locator("#empty")).containsText("Try again once it has begun");
        assertThat(page.locator("#empty")).not().containsText("Cards appear here");
        // The suggested retry works.
        page.locator("#banner button").click();
        page.waitForCondition(() -> connections.get() == 2);
    }

    @Test
    void shouldDenyAccessToAPageOfAnotherOrigin() throws Exception {
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        elsewhere.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.close();
                });
        elsewhere.start();
        try (Caller call = new Caller(stack.ports().http())) {
            call.agent("Alderway Home, this is Priya, how can I help?");
            page.navigate("http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/");

            String socket =
                    "ws://127.0.0.1:%d/api/realtime/ws/%s"
                            .formatted(stack.ports().http(), call.sessionId());
            Object opened =
                    page.evaluate(
                            "url => new Promise(done => { const s = new WebSocket(url);"
                                    + " s.onopen = () => done(true); s.onerror = () =>"
                                    + " done(false); })",
                            socket);

            org.assertj.core.api.Assertions.assertThat(opened).isEqualTo(false);
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    void shouldShowACallAndStoreTheAgentsFeedback() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.agent("Alderway Home, this is Priya, how can I help?");
            page.navigate(address("/desk/"));
            page.getByTestId("call-item")
                    .filter(new Locator.FilterOptions().setHasText("Dana Reyes"))
                    .first()
                    .waitFor();
            page.navigate(address("/desk/?session=" + call.sessionId()));
            assertThat(page.getByTestId("connection-state")).hasAttribute("data-state", "live");
            assertThat(page.getByTestId("transcript-segment")).hasCount(1);

            call.customer(
                    "I am getting error 401 when trying to log in to the mobile app version 2.5");
            Locator card = page.locator("[data-testid=card][data-article-id='KB-1001']");
            card.waitFor();
            assertThat(page.getByTestId("transcript-segment")).hasCount(2);
            assertThat(card.getByTestId("card-title")).containsText("Error 401");
            assertThat(card.locator("mark").first()).isVisible();

            card.getByTestId("card-copy").click();
            card.getByTestId("card-helpful").click();
            String id = card.getAttribute("data-suggestion-id");
            await().atMost(DeskPage.TIMEOUT)
                    .until(
                            () ->
                                    Database.rows(
                                                    stack,
                                                    "SELECT shown_to_agent, agent_clicked,"
                                                        + " agent_feedback FROM suggestions WHERE"
                                                        + " suggestion_id = '"
                                                            + id
                                                            + "'")
                                            .equals(List.of(List.of("t", "t", "helpful"))));

            card.getByTestId("card-dismiss").click();
            assertThat(card).hasCount(0);
            call.customer("And since yesterday I was charged twice this month for my subscription");
            page.locator("[data-testid=card][data-article-id='KB-1101']").waitFor();

            page.reload();
            page.locator("[data-testid=card][data-article-id='KB-1101']").waitFor();
            assertThat(page.getByTestId("transcript-segment")).hasCount(3);
            org.assertj.core.api.Assertions.assertThat(complaints).isEmpty();
        }
    }

    @Test
    void shouldPutTheLikeliestFirstAndOfferTheOthersAsRows() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            page.navigate(address("/desk/?session=" + call.sessionId()));
            Locator cards = page.getByTestId("card");

            call.customer("I am getting error 401 when trying to log in to the mobile app");
            assertThat(cards.first()).hasAttribute("data-article-id", "KB-1001");
            call.customer("And another thing, I was charged twice this month");
            assertThat(cards.first()).hasAttribute("data-article-id", "KB-1101");
            assertThat(cards.first()).hasClass(Pattern.compile(".*is-lead.*"));
            call.customer("And how long does the refund take until it is on my card");

            Locator row = page.locator("[data-article-id=KB-1102]");
            assertThat(row).hasClass(Pattern.compile(".*is-row.*"));
            assertThat(row.locator(".excerpt")).isHidden();
            assertThat(row.getByTestId("answer-line")).isHidden();
            row.getByText("Show", new Locator.GetByTextOptions().setExact(true)).click();
            assertThat(row.locator(".excerpt")).isVisible();
            assertThat(row.getByTestId("answer-line"))
                    .hasText("Credit or debit card: 5 to 7 business days");
            assertThat(row.getByTestId("card-updated")).containsText("Updated");
            assertThat(row.locator(".why-now")).containsText("how long does the refund take");
        }
    }

    @Test
    void shouldKeepTheLeadThatIsBeingReadInItsPlace() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            page.navigate(address("/desk/?session=" + call.sessionId()));
            Locator cards = page.getByTestId("card");
            call.customer("I am getting error 401 when trying to log in to the mobile app");
            assertThat(cards.first()).hasAttribute("data-article-id", "KB-1001");
            page.keyboard().press("1");
            assertThat(cards.first()).isFocused();

            call.customer("And another thing, I was charged twice this month");
            Locator waiting = page.getByTestId("waiting");
            assertThat(waiting).containsText("1 new: ");
            assertThat(cards.first()).hasAttribute("data-article-id", "KB-1001");
            assertThat(page.locator("[data-article-id=KB-1101]")).hasCount(0);

            page.keyboard().press("Space");
            assertThat(cards.first()).hasAttribute("data-article-id", "KB-1101");
            assertThat(cards.first()).isFocused();
            assertThat(waiting).isHidden();
        }
    }

    @Test
    void shouldGiveTheFirstPlaceToTheNewLeadOnceTheOtherIsNoLongerRead() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            page.navigate(address("/desk/?session=" + call.sessionId()));
            Locator cards = page.getByTestId("card");
            call.customer("I am getting error 401 when trying to log in to the mobile app");
            cards.first().hover();

            call.customer("And another thing, I was charged twice this month");
            assertThat(page.getByTestId("waiting")).isVisible();
            page.mouse().move(2, 2);

            assertThat(cards.first()).hasAttribute("data-article-id", "KB-1101");
            assertThat(page.getByTestId("waiting")).isHidden();
        }
    }

    @Test
    void shouldRateAndDismissOnlyTheSelectedCardAndTakeADismissalBack() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            page.navigate(address("/desk/?session=" + call.sessionId()));
            call.customer("I am getting error 401 when trying to log in to the mobile app");
            Locator card = page.locator("[data-testid=card][data-article-id='KB-1001']");
            card.waitFor();
            // A key right after an arrival does nothing, and then asks for a selection.
            await().atMost(DeskPage.TIMEOUT)
                    .until(
                            () -> {
                                page.keyboard().press("x");
                                return page.locator("#notice").isVisible();
                            });
            assertThat(page.locator("#notice")).containsText("Select a card first");
            assertThat(card).hasCount(1);

            page.keyboard().press("1");
            page.keyboard().press("x");
            assertThat(card).hasCount(0);
            page.keyboard().press("z");
            assertThat(card).hasCount(1);
            assertThat(page.getByTestId("undo")).isHidden();

            String id = card.getAttribute("data-suggestion-id");
            page.keyboard().press("1");
            await().atMost(DeskPage.TIMEOUT)
                    .until(
                            () -> {
                                page.keyboard().press("x");
                                return card.count() == 0;
                            });
            await().atMost(DeskPage.TIMEOUT)
                    .until(
                            () ->
                                    Database.count(
                                                    stack,
                                                    "SELECT count(*) FROM suggestions WHERE"
                                                            + " dismissed AND suggestion_id = '"
                                                            + id
                                                            + "'")
                                            == 1);
        }
    }

    @Test
    void shouldMoveARowToTheEarlierCardsAfterAWhile() throws Exception {
        page.clock().install();
        try (Caller call = new Caller(stack.ports().http())) {
            page.navigate(address("/desk/?session=" + call.sessionId()));
            call.customer("I am getting error 401 when trying to log in to the mobile app");
            page.locator("#cards [data-article-id=KB-1001]").waitFor();
            call.customer("And another thing, I was charged twice this month");
            page.locator("#cards [data-article-id=KB-1101]").waitFor();
            call.customer("And how long does the refund take until it is on my card");
            Locator row = page.locator("#cards .is-row[data-article-id=KB-1102]");
            row.waitFor();
            assertThat(page.locator("#cards .is-lead")).hasCount(1);

            page.clock().fastForward(21_000);

            assertThat(row).hasCount(0);
            Locator earlier = page.getByTestId("earlier");
            earlier.locator("summary").click();
            assertThat(earlier.getByTestId("card")).hasCount(2);
            page.getByTestId("earlier-search").fill("refund");
            assertThat(earlier.getByTestId("card")).hasCount(1);
            earlier.getByTestId("card-pin").click();
            page.getByTestId("earlier-search").fill("");
            assertThat(earlier.getByTestId("card").first())
                    .hasAttribute("data-article-id", "KB-1102");
        }
    }

    @Test
    void shouldShowWhatTheAgentDidOnEveryDesk() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            page.navigate(address("/desk/?session=" + call.sessionId()));
            call.customer("I am getting error 401 when trying to log in to the mobile app");
            Locator card = page.locator("[data-testid=card][data-article-id='KB-1001']");
            card.waitFor();
            try (Page other = page.context().browser().newPage()) {
                other.setDefaultTimeout(DeskPage.TIMEOUT.toMillis());
                other.navigate(address("/desk/?session=" + call.sessionId()));
                Locator same = other.locator("[data-testid=card][data-article-id='KB-1001']");

                card.getByTestId("card-pin").click();
                card.getByTestId("card-not-helpful").click();
                assertThat(same.getByTestId("card-not-helpful"))
                        .hasAttribute("aria-pressed", "true");
                assertThat(same.getByTestId("card-pin")).hasAttribute("aria-pressed", "true");
                page.getByTestId("undo").getByText("Outdated").click();
                String id = card.getAttribute("data-suggestion-id");
                awaitReason(id, "not_helpful", "outdated");

                // The same rating again clears it, here and there.
                same.getByTestId("card-not-helpful").click();
                assertThat(card.getByTestId("card-not-helpful"))
                        .hasAttribute("aria-pressed", "false");
                awaitReason(id, null, null);

                same.getByTestId("card-dismiss").click();
                assertThat(card).hasCount(0);
                other.getByTestId("undo").getByText("Undo").click();
                assertThat(card).hasCount(1);
                page.reload();
                assertThat(card.getByTestId("card-pin")).hasAttribute("aria-pressed", "true");
            }
        }
    }

    @Test
    void shouldTickOffTheStepsOfTheAnswerOnEveryDesk() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            page.navigate(address("/desk/?session=" + call.sessionId()));
            call.customer("I am getting error 401 when trying to log in to the mobile app");
            Locator steps =
                    page.locator("[data-testid=card][data-article-id='KB-1001'] .step input");
            steps.first().waitFor();
            org.assertj.core.api.Assertions.assertThat(steps.count()).isGreaterThan(2);

            steps.nth(1).check();
            try (Page other = page.context().browser().newPage()) {
                other.navigate(address("/desk/?session=" + call.sessionId()));
                assertThat(
                                other.locator(
                                        "[data-testid=card][data-article-id='KB-1001']"
                                                + " .step:nth-of-type(2) input"))
                        .isChecked();
            }
            page.reload();
            assertThat(steps.nth(1)).isChecked();
            assertThat(steps.first()).not().isChecked();
            // Keys act as before while a step has the focus.
            steps.nth(0).focus();
            page.keyboard().press("p");
            assertThat(page.getByTestId("card-pin").first()).hasAttribute("aria-pressed", "true");
        }
    }

    @Test
    void shouldOpenTheWholeArticleAtThePassageAndComeBackToTheCard() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            page.navigate(address("/desk/?session=" + call.sessionId()));
            call.customer("I am getting error 401 when trying to log in to the mobile app");
            Locator lead = page.getByTestId("card").first();
            assertThat(lead).hasAttribute("data-article-id", "KB-1001");
            page.keyboard().press("1");
            assertThat(lead).isFocused();

            page.keyboard().press("Enter");

            Locator drawer = page.getByTestId("article-drawer");
            assertThat(drawer).containsText("Error 401 when signing in to the mobile app");
            assertThat(drawer).containsText("Cameras, schedules and automations keep working");
            assertThat(drawer.locator("mark").first()).isVisible();
            assertThat(page.getByTestId("article-source")).hasAttribute("target", "_blank");
            assertThat(page.getByTestId("article-note")).isHidden();
            // The lead stays under the drawer.
            call.customer("And another thing, I was charged twice this month");
            assertThat(page.getByTestId("waiting")).containsText("1 new: ");
            page.keyboard().press("Escape");
            assertThat(drawer).isHidden();
            assertThat(lead).isFocused();
            assertThat(lead).hasAttribute("data-article-id", "KB-1001");
            org.assertj.core.api.Assertions.assertThat(complaints).isEmpty();
        }
    }

    @Test
    void shouldSayWhyACardHasLeft() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            page.navigate(address("/desk/?session=" + call.sessionId()));
            call.customer("I am getting error 401 when trying to log in to the mobile app");
            page.locator("#cards [data-article-id=KB-1001]").waitFor();

            call.customer("oh it works now, thank you so much");

            assertThat(page.getByTestId("left")).containsText("the customer says that it works");
            assertThat(page.locator("#cards [data-testid=card]")).hasCount(0);
        }
    }

    @Test
    void shouldShowTheLeadAndTheAskBoxAtEverySize() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            page.navigate(address("/desk/?session=" + call.sessionId()));
            call.customer("I am getting error 401 when trying to log in to the mobile app");
            Locator lead = page.locator("#cards .is-lead");
            lead.waitFor();

            int[][] sizes = {
                {320, 480}, {380, 640}, {768, 1024}, {1280, 860}, {1920, 1080}, {2560, 1440}
            };
            for (int[] size : sizes) {
                page.setViewportSize(size[0], size[1]);
                assertThat(lead.getByTestId("card-title")).isInViewport();
                assertThat(lead.getByTestId("answer-line")).isInViewport();
                assertThat(page.locator("#ask-box .send")).isInViewport();
                org.assertj.core.api.Assertions.assertThat(
                                page.evaluate(
                                        "() => document.documentElement.scrollWidth <= innerWidth"))
                        .as("no horizontal scrolling at %d x %d", size[0], size[1])
                        .isEqualTo(true);
            }
        }
    }

    private void awaitReason(String suggestionId, String rating, String reason) {
        await().atMost(DeskPage.TIMEOUT)
                .until(
                        () ->
                                Database.rows(
                                                stack,
                                                "SELECT agent_feedback, feedback_reason FROM"
                                                        + " suggestions WHERE suggestion_id = '"
                                                        + suggestionId
                                                        + "'")
                                        .equals(List.of(Arrays.asList(rating, reason))));
    }

    @Test
    void shouldKeepNewCardsBackWhileTheAgentWantsQuiet() throws Exception {
        page.clock().install();
        try (Caller call = new Caller(stack.ports().http())) {
            page.navigate(address("/desk/?session=" + call.sessionId()));
            Locator cards = page.locator("#cards > [data-testid=card]");
            call.customer("I am getting error 401 when trying to log in to the mobile app");
            assertThat(cards.first()).hasAttribute("data-article-id", "KB-1001");
            page.keyboard().press("s");
            assertThat(page.getByTestId("quiet")).containsText("Quiet until");

            call.customer("And another thing, I was charged twice this month");
            assertThat(page.getByTestId("waiting")).containsText("1 new: ");
            assertThat(cards.first()).hasAttribute("data-article-id", "KB-1001");

            page.clock().fastForward(121_000);
            assertThat(page.getByTestId("quiet")).isHidden();
            assertThat(cards.first()).hasAttribute("data-article-id", "KB-1101");
        }
    }

    @Test
    void shouldSumUpTheCallAndLeadFromEachStatementToItsLine() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.agent("Alderway Home, this is Priya, how can I help?");
            call.customer("My thermostat shows error E27 since this morning.");
            call.agent("I'm sorry. Which model is it?");
            call.customer("It's the Alder Comfort 2, we bought it in May.");
            call.agent("I'm sending you a new one today, you'll get an email.");
            page.navigate(address("/desk/?session=" + call.sessionId()));

            page.getByTestId("brief-toggle").click();

            Locator brief = page.getByTestId("brief");
            assertThat(brief).containsText("Which model is it?");
            assertThat(brief).containsText("I'm sending you a new one today");
            Locator answer =
                    brief.getByTestId("brief-statement")
                            .filter(new Locator.FilterOptions().setHasText("Alder Comfort 2"));
            answer.locator("button").click();
            assertThat(brief).isHidden();
            assertThat(page.locator(".segment.is-sought")).containsText("Alder Comfort 2");
            org.assertj.core.api.Assertions.assertThat(complaints).isEmpty();
        }
    }

    @Test
    void shouldKeepTheTokenOfTheTabOverAReload() throws Exception {
        List<String> sockets = new ArrayList<>();
        page.onWebSocket(socket -> sockets.add(socket.url()));
        try (Caller call = new Caller(stack.ports().http())) {
            page.navigate(address("/desk/?session=" + call.sessionId() + "&token=kept"));
            page.waitForCondition(() -> sockets.size() == 1);
            org.assertj.core.api.Assertions.assertThat(page.url()).doesNotContain("kept");

            page.reload();
            page.waitForCondition(() -> sockets.size() >= 2);
            org.assertj.core.api.Assertions.assertThat(sockets)
                    .allSatisfy(
                            url ->
                                    org.assertj.core.api.Assertions.assertThat(url)
                                            .contains("token=kept"));
        }
    }

    @Test
    void shouldReplaceInterimTextByFinalTextOfAnyId() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.agent("Alderway Home, this is Priya, how can I help?");
            page.navigate(address("/desk/?session=" + call.sessionId()));
            Locator lines = page.getByTestId("transcript-segment");
            assertThat(lines).hasCount(1);

            hear(call.sessionId(), "part-1", "my camera", false);
            assertThat(lines.last()).containsText("my camera");
            hear(call.sessionId(), "part-2", "my camera went off", false);
            assertThat(lines.last()).containsText("my camera went off");
            assertThat(lines).hasCount(2);
            hear(call.sessionId(), "whole-3", "my camera went offline", true);

            assertThat(lines.last()).containsText("my camera went offline");
            assertThat(lines).hasCount(2);
        }
    }

    private void hear(String sessionId, String segmentId, String text, boolean isFinal)
            throws Exception {
        String body =
                """
                {"session_id": "%s", "segment_id": "%s", "speaker": "customer", "text": "%s",
                 "is_final": %s}\
                """
                        .formatted(sessionId, segmentId, text, isFinal);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address("/api/realtime/transcription")))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<Void> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        org.assertj.core.api.Assertions.assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void shouldReplaceALineThatLaterOnesShowToBePartOfANumber() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.customer("it says 4 1 1 1");
            page.navigate(address("/desk/?session=" + call.sessionId()));
            Locator lines = page.getByTestId("transcript-segment");
            assertThat(lines).hasCount(1);
            assertThat(lines.first()).containsText("it says 4 1 1 1");

            call.customer("1 1 1 1 1 1 1 1");
            call.customer("1 1 1 1");

            assertThat(lines.first()).containsText("it says [card number]");
            assertThat(lines.last()).containsText("[card number]");
            page.reload();
            assertThat(lines).hasCount(3);
            assertThat(lines.first()).containsText("it says [card number]");
        }
    }

    @Test
    void shouldAskTheKnowledgeBaseByKeyboard() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.agent("How can I help?");
            page.navigate(address("/desk/?session=" + call.sessionId()));
            assertThat(page.getByTestId("connection-state")).hasAttribute("data-state", "live");

            page.keyboard().press("/");
            page.keyboard().type("how do I return an item");
            page.keyboard().press("Enter");

            page.locator("[data-testid=card][data-article-id='KB-1303']").waitFor();
        }
    }

    @Test
    void shouldShowTheCallerAndTheOutcomeOfTheCall() throws Exception {
        Person dana = new Person(null, "Dana", "(415) 555-0142");
        try (Caller call = new Caller(stack.ports().http(), dana)) {
            call.agent("How can I help?");
            page.navigate(address("/desk/?session=" + call.sessionId()));
            assertThat(page.getByTestId("customer-name")).hasText("Dana Reyes");
            assertThat(page.getByTestId("customer-tier")).hasText("Gold");
            assertThat(page.getByTestId("customer-incident"))
                    .containsText("Recordings from the outdoor camera are delayed");
            assertThat(page.getByTestId("open-cases")).containsText("Refund for the second hub");
            assertThat(page.getByTestId("contacts").locator("li")).hasCount(3);

            call.customer("I am getting error 401 in the mobile app");
            page.locator("[data-testid=card][data-article-id='KB-1001']").waitFor();
            page.getByTestId("case-open").press("Enter");
            page.getByTestId("case-note").fill("a request that is taken back");
            page.getByTestId("case-submit").click();
            page.getByTestId("case-withdraw").click();
            assertThat(page.getByTestId("case-withdraw")).hasCount(0);
            page.getByTestId("case-open").press("Enter");
            page.getByTestId("case-note").fill("wants to be called back on 4111 1111 1111 1111");
            page.getByTestId("case-submit").click();
            assertThat(page.getByTestId("crm-lines")).containsText("when the call ends");
            page.reload();
            assertThat(page.getByTestId("crm-lines")).containsText("when the call ends");

            call.hangUp();
            call.saveNote();
            assertThat(page.getByTestId("crm-lines")).containsText("Recorded in");
            String number = call.sessionId().substring(0, 8);
            assertThat(page.getByTestId("crm-lines")).containsText("Case " + number + " opened");
            // A record of the file CRM has no page that a browser may open.
            assertThat(page.getByTestId("crm-lines").locator("a[href]")).hasCount(0);
            Path records = Path.of(stack.settings().get(FileCrm.RECORDS).toString());
            org.assertj.core.api.Assertions.assertThat(
                            records.resolve("case-" + call.sessionId() + ".json"))
                    .content()
                    .contains("wants to be called back on [card number]", "KB-1001");
            org.assertj.core.api.Assertions.assertThat(
                            records.resolve("call-" + call.sessionId() + ".json"))
                    .content()
                    .contains("error 401", "C-20417");
            org.assertj.core.api.Assertions.assertThat(complaints).isEmpty();
        }
    }

    @Test
    void shouldLetTheAgentChooseAmongSeveralCustomers() throws Exception {
        Person oakley = new Person(null, null, "+12075550129");
        try (Caller call = new Caller(stack.ports().http(), oakley)) {
            call.agent("How can I help?");
            page.navigate(address("/desk/?session=" + call.sessionId()));
            assertThat(page.getByTestId("candidate")).hasCount(2);

            page.getByTestId("candidate")
                    .filter(new Locator.FilterOptions().setHasText("Harold Oakley"))
                    .click();

            assertThat(page.getByTestId("customer-name")).hasText("Harold Oakley");
            // A wrong choice can be corrected.
            assertThat(page.getByTestId("candidate")).isHidden();
            page.getByTestId("customer-other").click();
            page.getByTestId("candidate").click();
            assertThat(page.getByTestId("customer-name")).not().hasText("Harold Oakley");
            page.getByTestId("customer-other").click();
            page.getByTestId("candidate").click();
            assertThat(page.getByTestId("customer-name")).hasText("Harold Oakley");
            assertThat(page.getByTestId("candidate")).isHidden();
            call.hangUp();
            call.saveNote();
            assertThat(page.getByTestId("crm-lines")).containsText("Recorded in");
            org.assertj.core.api.Assertions.assertThat(complaints).isEmpty();
        }
    }

    @Test
    void shouldFitIntoASidePanel() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            page.setViewportSize(380, 800);
            page.navigate(address("/desk/?session=" + call.sessionId()));
            call.customer("My app doesn't work");

            page.getByTestId("question").first().waitFor();
            Object overflow =
                    page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
            org.assertj.core.api.Assertions.assertThat(((Number) overflow).intValue())
                    .isLessThanOrEqualTo(0);
        }
    }

    private String address(String path) {
        return "http://127.0.0.1:" + stack.ports().http() + path;
    }
}
