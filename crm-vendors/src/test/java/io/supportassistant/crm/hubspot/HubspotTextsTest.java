package io.supportassistant.crm.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.SessionIds;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HubspotTextsTest {

    private static final String SESSION = SessionIds.session("generic", "call-1");
    private static final String OTHER = SessionIds.session("generic", "call-2");

    @Property
    void shouldEscapeHtml(@ForAll String text) {
        String html = HubspotTexts.html(text);

        assertThat(html.replace("<br>", "")).doesNotContain("<", ">", "\"", "'", "\n", "\u0000");
        assertThat(
                        html.replace("<br>", "\n")
                                .replace("&lt;", "<")
                                .replace("&gt;", ">")
                                .replace("&quot;", "\"")
                                .replace("&#39;", "'")
                                .replace("&amp;", "&"))
                .isEqualTo(HubspotTexts.plain(text));
    }

    @Property
    void shouldMakeTextThatCanBeSent(@ForAll String text) {
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(HubspotTexts.plain(text)))
                .isTrue();
        assertThat(HubspotTexts.line(text)).doesNotContain("\n");
    }

    @Test
    void shouldKeepOrdinaryText() {
        assertThat(HubspotTexts.plain("Zoë \uD83D\uDE00\tsays\nhello"))
                .isEqualTo("Zoë \uD83D\uDE00\tsays\nhello");
        assertThat(HubspotTexts.plain("half \uD83D a\u0000b")).isEqualTo("half \uFFFD ab");
    }

    @Property
    void shouldRecogniseASessionAfterAnyText(@ForAll String text) {
        assertThat(
                        HubspotTexts.isOf(
                                SESSION, HubspotTexts.html(text + "\nCall session: " + SESSION)))
                .isTrue();
        assertThat(HubspotTexts.isOf(OTHER, HubspotTexts.html(text + "\nCall session: " + SESSION)))
                .isFalse();
    }

    @Test
    void shouldUseTheLastSessionThatIsNamed() {
        String body = "<div>" + OTHER + "<br>Call session: " + SESSION.toUpperCase() + "</div>";

        assertThat(HubspotTexts.isOf(SESSION, body)).isTrue();
        assertThat(HubspotTexts.isOf(OTHER, body)).isFalse();
        assertThat(HubspotTexts.isOf(SESSION, null)).isFalse();
        assertThat(HubspotTexts.isOf(SESSION, "no session")).isFalse();
    }
}
