package io.supportassistant.events;

import java.time.Instant;
import java.util.List;

/**
 * Cards that another producer offers for a call, and those that it takes back. They are shown as
 * rows, and only from the sources that the push service is set to allow.
 *
 * @param source names the producer, on the desk too
 * @param withdrawn ids of its cards
 */
public record SourceCards(
        String sessionId,
        String source,
        Instant occurredAt,
        List<Card> cards,
        List<String> withdrawn)
        implements SessionEvent {

    public SourceCards {
        Required.field(sessionId, "session_id");
        Required.field(source, "source");
        Required.atMost(100, source, "source");
        Required.field(occurredAt, "occurred_at");
        cards = cards == null ? List.of() : cards;
        withdrawn = withdrawn == null ? List.of() : withdrawn;
    }

    /**
     * @param id a UUID that is used for no other card
     * @param url http or https; anything else is dropped
     * @param text plain text, at most {@value #MOST_TEXT_BYTES} bytes of UTF-8
     * @param why one sentence: why now, or null
     */
    public record Card(String id, String title, String text, String url, String why) {

        static final int MOST_TITLE_BYTES = 500;
        static final int MOST_TEXT_BYTES = 8_000;

        public Card {
            Required.field(id, "id");
            Required.field(title, "title");
            Required.field(text, "text");
            Required.atMost(MOST_TITLE_BYTES, title, "title");
            Required.atMost(MOST_TEXT_BYTES, text, "text");
            Required.atMost(MOST_TITLE_BYTES, why, "why");
            url = WebAddress.orNull(url);
        }
    }
}
