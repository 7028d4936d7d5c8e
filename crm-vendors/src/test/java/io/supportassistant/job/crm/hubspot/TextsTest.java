package io.supportassistant.job.crm.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.SessionIds;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextsTest {

    private static final String SESSION = SessionIds.session("generic", "call-1");
    private static final String OTHER = SessionIds.session("generic", "call-2");

    @Property
    void shouldMakeHtmlThatIsOnlyText(@ForAll String text) {
        String html = Texts.html(text);

        assertThat(html.replace("<br>", "")).doesNotContain("<", ">", "\"", "'", "\n", "\u0000");
        assertThat(
                        html.replace("<br>", "\n")
                                .replace("&lt;", "<")
                                .replace("&gt;", ">")
                                .replace("&quot;", "\"")
                                .replace("&#39;", "'")
                                .replace("&amp;", "&"))
                .isEqualTo(Texts.plain(text));
    }

    @Property
    void shouldMakeTextThatCanBeSent(@ForAll String text) {
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(Texts.plain(text))).isTrue();
        assertThat(Texts.line(text)).doesNotContain("\n");
    }

    @Test
    void shouldKeepWhatPeopleWrite() {
        assertThat(Texts.plain("Zoë \uD83D\uDE00\tsays\nhello"))
                .isEqualTo("Zoë \uD83D\uDE00\tsays\nhello");
        assertThat(Texts.plain("half \uD83D a\u0000b")).isEqualTo("half \uFFFD ab");
    }

    @Property
    void shouldKnowASessionWhateverIsSaidBeforeIt(@ForAll String text) {
        assertThat(Texts.isOf(SESSION, Texts.html(text + "\nCall session: " + SESSION))).isTrue();
        assertThat(Texts.isOf(OTHER, Texts.html(text + "\nCall session: " + SESSION))).isFalse();
    }

    @Test
    void shouldGoByTheLastSessionThatIsNamed() {
        String body = "<div>" + OTHER + "<br>Call session: " + SESSION.toUpperCase() + "</div>";

        assertThat(Texts.isOf(SESSION, body)).isTrue();
        assertThat(Texts.isOf(OTHER, body)).isFalse();
        assertThat(Texts.isOf(SESSION, null)).isFalse();
        assertThat(Texts.isOf(SESSION, "no session")).isFalse();
    }
}
