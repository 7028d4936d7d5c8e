package io.supportassistant.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** A tab of Firefox. Selectors are those of CSS. */
final class FirefoxPage {

    private static final String AXE = axe();

    private final RunningFirefox.Browser browser;
    private final int number;

    FirefoxPage(RunningFirefox.Browser browser, int number) {
        this.browser = browser;
        this.number = number;
    }

    /** A tab in the same window; this one is hidden until it is shown again. */
    FirefoxPage newTab() {
        return new FirefoxPage(browser, ask("newTab").asInt());
    }

    void open(String address) {
        ask("open", address);
    }

    void reload() {
        ask("reload");
    }

    void show() {
        ask("show");
    }

    void resize(int width, int height) {
        ask("resize", width, height);
    }

    void setOffline(boolean isOffline) {
        ask("setOffline", isOffline);
    }

    /** Takes a picture of each tab of the window; their names start with that of the file. */
    void takePictures(Path file) {
        ask("takePictures", file.toAbsolutePath().toString());
    }

    void closeWindow() {
        ask("closeWindow");
    }

    /**
     * @param keys the key, or the keys to hold and then the key, such as "Control", "Enter"
     */
    void press(String... keys) {
        ask("press", (Object[]) keys);
    }

    void type(String text) {
        ask("type", text);
    }

    /** Presses Tab until an element has the focus, which must not be cut off then. */
    void tabTo(String selector) {
        String element = "document.activeElement.matches(%s)".formatted(quoted(selector));
        for (int pressed = 0; !evaluate(element).asBoolean(); pressed++) {
            assertThat(pressed).as("presses of Tab on the way to %s", selector).isLessThan(100);
            press("Tab");
        }
        awaitTrue(
                """
                new Promise((tell) => {
                  const seen = new IntersectionObserver(([{ intersectionRatio }]) => {
                    seen.disconnect();
                    tell(intersectionRatio > 0.95);
                  });
                  seen.observe(document.activeElement);
                })
                """);
    }

    JsonNode evaluate(String script) {
        return ask("evaluate", script);
    }

    boolean isVisible(String selector) {
        return !texts(selector).isEmpty();
    }

    void awaitVisible(String selector) {
        await().atMost(DeskPage.TIMEOUT)
                .untilAsserted(() -> assertThat(texts(selector)).as(selector).isNotEmpty());
    }

    void awaitHidden(String selector) {
        await().atMost(DeskPage.TIMEOUT)
                .untilAsserted(() -> assertThat(texts(selector)).as(selector).isEmpty());
    }

    void awaitText(String selector, String part) {
        await().atMost(DeskPage.TIMEOUT)
                .untilAsserted(
                        () ->
                                assertThat(texts(selector))
                                        .as(selector)
                                        .anySatisfy(text -> assertThat(text).contains(part)));
    }

    void awaitTrue(String script) {
        await(script).atMost(DeskPage.TIMEOUT).until(() -> evaluate(script).asBoolean());
    }

    /** The texts of the elements that are visible. */
    private List<String> texts(String selector) {
        return strings(
                evaluate(
                        """
                        [...document.querySelectorAll(%s)]
                          .filter((one) => one.checkVisibility())
                          .map((one) => one.innerText)
                        """
                                .formatted(quoted(selector))));
    }

    /** What axe-core finds. Colours that are still changing have no contrast yet. */
    List<String> violations() {
        awaitTrue("document.getAnimations().every(({ playState }) => playState !== 'running')");
        evaluate(AXE + ";0");
        return strings(
                evaluate(
                        """
                        axe.run().then(({ violations }) =>
                          violations.map(({ id, nodes }) => id + ' at ' + nodes.map(({ target }) => target)))
                        """));
    }

    /** Addresses that this tab has requested. */
    List<String> requests() {
        return strings(ask("requests"));
    }

    /** Errors of scripts, and what the page wrote to the console as an error. */
    List<String> errors() {
        return strings(ask("errors"));
    }

    private JsonNode ask(String command, Object... arguments) {
        return browser.ask(command, number, arguments);
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static String axe() {
        try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
