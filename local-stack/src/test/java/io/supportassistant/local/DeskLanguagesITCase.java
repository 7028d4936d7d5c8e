package io.supportassistant.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.supportassistant.local.stack.LocalStack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The interface of the desk in other languages, in a real browser. */
@ExtendWith({RunningStack.class, DeskPage.class})
@ResourceLock(value = RunningStack.LOCK, mode = ResourceAccessMode.READ)
class DeskLanguagesITCase {

    /**
     * The words of the document, also hidden ones and those in templates, that have a translation.
     * Texts that consist of values only, such as "{outcome}: {reply}", match anything.
     */
    private static final String ENGLISH =
            """
            async (language) => {
              const { default: texts } = await import(`/desk/texts/${language}.js`);
              const escaped = (text) => text.replace(/[.*+?^$()|[\\]\\\\]/g, '\\\\$&');
              const pattern = (text) => escaped(text)
                  .replaceAll(/\\{(count|seconds)\\}/g, '[\\\\d.,]+').replaceAll(/\\{\\w+\\}/g, '.+');
              const english = Object.entries(texts)
                  .filter(([text, translation]) => text !== translation)
                  .filter(([text]) => /\\p{L}/u.test(text.replaceAll(/\\{\\w+\\}/g, '')))
                  .filter(([text, translation]) => pattern(text) !== pattern(translation.other ?? translation))
                  .map(([text]) => new RegExp(`^${pattern(text)}$`));
              const words = (root) => [...root.querySelectorAll('*')].flatMap((node) => [
                ...['aria-label', 'title', 'placeholder'].map((name) => node.getAttribute(name) ?? ''),
                ...[...node.childNodes].filter((child) => child instanceof Text).map(({ data }) => data),
                ...(node instanceof HTMLTemplateElement ? words(node.content) : []),
              ]);
              return [...new Set(words(document.body).map((text) => text.trim()))]
                  .filter((text) => english.some((one) => one.test(text)));
            }
            """;

    @ParameterizedTest
    @CsvSource({
        "de, Vorschläge, Passt sehr gut, Gesprächsnotiz",
        "es, Sugerencias, Muy adecuada, Nota de la llamada"
    })
    void shouldHaveNoEnglishWordsOfItsOwn(
            String language,
            String suggestions,
            String strong,
            String note,
            LocalStack stack,
            DeskPage.Opened opened)
            throws Exception {
        Page page = opened.page();
        try (Caller call = Caller.ofAnotherAgent(stack.ports().http())) {
            page.navigate(address(stack, ""));
            page.keyboard().press("m");
            page.getByTestId("settings-dialog").locator("[name=language]").selectOption(language);
            assertThat(page.locator("#suggestions-tab")).containsText(suggestions);
            assertThat(page.locator("html")).hasAttribute("lang", language);
            assertNoEnglish(page, language);

            page.navigate(address(stack, "?session=" + call.sessionId()));
            call.agent("How can I help?");
            call.customer("I am getting error 401 when trying to log in to the mobile app");
            call.agent("I will send you a new one tomorrow");
            assertThat(page.locator("#cards .is-lead .confidence")).hasText(strong);
            assertThat(page.getByTestId("brief-toggle")).isVisible();
            assertThat(page.getByTestId("customer-name")).hasText("Dana Reyes");
            page.keyboard().press("s");
            assertNoEnglish(page, language);

            page.keyboard().press("s");
            page.getByTestId("card-not-helpful").first().click();
            page.getByTestId("case-open").click();
            page.getByTestId("case-submit").click();
            assertThat(page.getByTestId("crm-lines").locator("p")).hasCount(1);
            assertNoEnglish(page, language);

            call.hangUp();
            assertThat(page.locator("#note-heading")).hasText(note);
            assertThat(page.getByTestId("note-save")).isEnabled();
            assertNoEnglish(page, language);
            page.getByTestId("note-save").click();
            assertThat(page.getByTestId("note-save")).isHidden();
            assertThat(page.getByTestId("crm-lines").locator("p")).hasCount(2);
            assertNoEnglish(page, language);
            assertThat(opened.complaints()).isEmpty();
        }
    }

    @Test
    void shouldFollowTheBrowserUntilTheAgentChooses(LocalStack stack, DeskPage.Opened opened) {
        Browser browser = opened.page().context().browser();
        try (Page page = browser.newPage(new Browser.NewPageOptions().setLocale("es-MX"))) {
            page.setDefaultTimeout(DeskPage.TIMEOUT.toMillis());
            page.navigate(address(stack, ""));
            assertThat(page.locator("html")).hasAttribute("lang", "es");
            assertThat(page.locator("#rail-heading")).containsText("Llamadas");

            page.keyboard().press("m");
            page.getByTestId("settings-dialog").locator("[name=language]").selectOption("en");
            assertThat(page.locator("#rail-heading")).containsText("Calls");
        }
    }

    @Test
    void shouldFindEnglishWordsWhereTheyAre(LocalStack stack, DeskPage.Opened opened) {
        Page page = opened.page();
        page.navigate(address(stack, ""));

        assertThat((List<?>) page.evaluate(ENGLISH, "de"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .contains("Calls", "Copy (c)", "Add a remark…");
    }

    private static void assertNoEnglish(Page page, String language) {
        assertThat((List<?>) page.evaluate(ENGLISH, language)).isEqualTo(List.of());
    }

    private static String address(LocalStack stack, String query) {
        return "http://127.0.0.1:" + stack.ports().http() + "/desk/" + query;
    }
}
