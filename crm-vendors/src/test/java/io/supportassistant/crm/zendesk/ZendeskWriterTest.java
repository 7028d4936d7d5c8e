package io.supportassistant.crm.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.CrmEntry;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.InteractionDraft;
import io.supportassistant.crm.rest.CrmRequest;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZendeskWriterTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SESSION = "6c5b2d44-acb5-5a59-bb15-847b3deb2366";
    private static final CrmEntry CASE = new CrmEntry("902", "902", null);

    private final ZendeskWriter writing =
            new ZendeskWriter(
                    ZendeskSettings.from(
                            Settings.of(
                                    Map.of(
                                            "ZENDESK_SUBDOMAIN", "acme",
                                            "ZENDESK_CLIENT_ID", "id",
                                            "ZENDESK_CLIENT_SECRET", "hush"))));

    @Property(tries = 500)
    void shouldWriteAnyTextWithinItsField(@ForAll String subject, @ForAll String text)
            throws IOException {
        JsonNode ticket = ticket(writing.openCase(aCase(subject, text, Priority.HIGH)));

        assertThat(ticket.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "external_id",
                        "subject",
                        "comment",
                        "requester_id",
                        "tags",
                        "priority",
                        "type");
        assertThat(ticket.path("subject").asText()).isEqualTo(unpaired(subject));
        assertThat(ticket.path("comment").path("body").asText()).isEqualTo(unpaired(text));
        assertThat(ticket.path("comment").path("public").asBoolean(true)).isFalse();
    }

    /** UTF-8 cannot encode an unpaired surrogate. */
    private static String unpaired(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void shouldWriteTheSameBytesForTheSameDraft() {
        CaseDraft draft = aCase("Hub is dead", "It is dead", Priority.NORMAL);

        assertThat(writing.openCase(draft).body()).isEqualTo(writing.openCase(draft).body());
        assertThat(writing.openCase(draft).headers())
                .containsEntry("Idempotency-Key", "case-" + SESSION);
        assertThat(writing.openCase(draft).repeatable()).isTrue();
        assertThat(writing.keepCall(call("A call", null), 7, null).headers())
                .containsEntry("Idempotency-Key", "call-" + SESSION);
    }

    @ParameterizedTest
    @CsvSource({"LOW, low", "NORMAL, normal", "HIGH, high", "URGENT, urgent"})
    void shouldNamePrioritiesAsZendeskDoes(Priority priority, String name) throws IOException {
        assertThat(ticket(writing.openCase(aCase("a", "b", priority))).path("priority").asText())
                .isEqualTo(name);
    }

    @Test
    void shouldFollowUpAClosedCase() throws IOException {
        JsonNode ticket = ticket(writing.keepCall(call("A call", CASE), 7, "902"));

        assertThat(ticket.path("via_followup_source_id").asLong()).isEqualTo(902);
        assertThat(ticket.path("status").asText()).isEqualTo("solved");
        assertThat(ticket.path("assignee_id").asLong()).isEqualTo(7);
    }

    @Test
    void shouldNotRepeatAComment() {
        CrmRequest comment = ZendeskWriter.comment(call("A call", CASE));

        assertThat(comment.repeatable()).isFalse();
        assertThat(comment.path()).isEqualTo("/api/v2/tickets/902.json");
    }

    /** A comment is recognised for its own session and no other, whatever the call's text is. */
    @Property(tries = 500)
    void shouldRecogniseItsOwnComment(@ForAll String summary) throws IOException {
        ObjectNode comment =
                (ObjectNode)
                        ticket(ZendeskWriter.comment(call("A call\n" + summary, CASE)))
                                .path("comment");

        assertThat(comment.path("public").asBoolean(true)).isFalse();
        assertThat(ZendeskWriter.isRecordOf(comment, SESSION)).isTrue();
        assertThat(ZendeskWriter.isRecordOf(comment, "6c5b2d44-acb5-5a59-bb15-847b3deb2367"))
                .isFalse();
    }

    @Test
    void shouldNotMistakeACustomersCommentForTheRecord() throws IOException {
        String mark = "call-" + SESSION;
        assertThat(recordOf("{\"public\":true,\"body\":\"x\\n" + mark + "\"}")).isFalse();
        assertThat(recordOf("{\"body\":\"x\\n" + mark + "\"}")).isFalse();
        assertThat(recordOf("{\"public\":false,\"body\":\"" + mark + "\\nx\"}")).isFalse();
        assertThat(recordOf("{\"public\":false}")).isFalse();
        assertThat(recordOf("{\"public\":false,\"body\":\"x\\r\\n" + mark + " \\n\"}")).isTrue();
        assertThat(recordOf("{\"public\":false,\"plain_body\":\"x\\n" + mark + "\"}")).isTrue();
    }

    private static boolean recordOf(String comment) throws IOException {
        return ZendeskWriter.isRecordOf(JSON.readTree(comment), SESSION);
    }

    @Property(tries = 300)
    void shouldRejectInvalidSessionIds(@ForAll String session) {
        if (session.matches("[A-Za-z0-9_-]{1,200}")) {
            assertThat(ZendeskWriter.callKey(session)).isEqualTo("call-" + session);
        } else {
            assertThatThrownBy(() -> ZendeskWriter.callKey(session))
                    .isInstanceOf(CrmException.class);
        }
    }

    private static JsonNode ticket(CrmRequest request) throws IOException {
        return JSON.readTree(request.body()).path("ticket");
    }

    private static CaseDraft aCase(String subject, String text, Priority priority) {
        return new CaseDraft(SESSION, "35436", null, subject, text, priority);
    }

    private static InteractionDraft call(String summary, CrmEntry opened) {
        Instant at = Instant.parse("2026-11-22T10:00:00Z");
        return new InteractionDraft(
                SESSION, "35436", "+14155550142", "A call", summary, at, at, opened);
    }
}
