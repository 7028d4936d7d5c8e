package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides each test with an empty page of a real browser. A class has a browser of its own,
 * because Playwright stays in one thread.
 */
final class DeskPage implements BeforeAllCallback, ParameterResolver {

    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(DeskPage.class);

    /**
     * A page, and the errors that it has reported.
     *
     * @param complaints errors of scripts, and what the page wrote to the console as an error
     */
    record Opened(Page page, List<String> complaints) {}

    private record Started(Playwright playwright, Browser browser)
            implements ExtensionContext.Store.CloseableResource {

        @Override
        public void close() {
            playwright.close();
        }
    }

    private record Closing(Page page) implements ExtensionContext.Store.CloseableResource {

        @Override
        public void close() {
            page.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT.toMillis());
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(
                                                browser(
                                                        "chromium",
                                                        "chromium-browser",
                                                        "google-chrome"))
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
        context.getStore(NAMESPACE).put(Started.class, new Started(playwright, browser));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Opened.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        Page page =
                store.get(Started.class, Started.class)
                        .browser()
                        .newPage(new Browser.NewPageOptions().setViewportSize(1280, 860));
        store.put(Closing.class, new Closing(page));
        page.setDefaultTimeout(TIMEOUT.toMillis());
        List<String> complaints = new ArrayList<>();
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")) {
                        complaints.add(message.text());
                    }
                });
        page.onPageError(complaints::add);
        return new Opened(page, complaints);
    }

    /**
     * Nothing reaches beyond the right edge of the page or of an open dialog, unless the element
     * around it cuts it or scrolls, and each button has room for its words.
     */
    static void assertNoOverflow(Page page) {
        assertThat(
                        page.evaluate(
                                """
                                () => {
                                  const isCut = (node) => {
                                    const around = node.parentElement;
                                    return around !== null && around !== document.body &&
                                        (getComputedStyle(around).overflowX !== 'visible' || isCut(around));
                                  };
                                  const isWide = ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1;
                                  const shown = [...document.body.querySelectorAll('*')]
                                      .filter((node) => node.checkVisibility() && !node.closest('.visually-hidden'));
                                  const beyond = shown.filter((node) =>
                                      node.getBoundingClientRect().right > innerWidth + 1 && !isCut(node));
                                  const narrow = shown.filter((node) =>
                                      node.matches('.button, .tab, .pill, dialog[open]') && isWide(node));
                                  return [...beyond, ...narrow, ...[document.documentElement].filter(isWide)]
                                      .map(({ tagName, id, className }) => `${tagName} ${id} ${className}`);
                                }
                                """))
                .as("what overflows at %s wide", page.viewportSize().width)
                .isEqualTo(List.of());
    }

    /**
     * @param names of the browser's command
     */
    static Path browser(String... names) {
        return Stream.of(names)
                .flatMap(
                        name ->
                                Stream.of(System.getenv("PATH").split(":"))
                                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "no %s on the PATH; ./assist test says how to get it"
                                                .formatted(names[0])));
    }
}
