package io.supportassistant.bridge.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.supportassistant.bridge.wire.Form;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import io.supportassistant.redaction.Redactor;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * Redacts raw messages for the dead letters: each text of JSON and each value of a form separately
 * and decoded, so that no encoding hides personal data; any other message as one text.
 */
public final class MessageRedaction {

    private final Redactor redactor;

    public MessageRedaction(Redactor redactor) {
        this.redactor = redactor;
    }

    public byte[] redact(byte[] message) {
        try {
            return Json.write(new JsonRedaction(redactor).redact("", Json.read(message)));
        } catch (UnreadableRequestException e) {
            return text(message);
        }
    }

    /** Redacts each value of a form or a query separately. */
    public byte[] redactForm(byte[] message) {
        try {
            List<String> pairs = new ArrayList<>();
            JsonRedaction json = new JsonRedaction(redactor);
            Form.parse(message)
                    .all()
                    .forEach(
                            (name, values) ->
                                    values.forEach(value -> pairs.add(pair(json, name, value))));
            return String.join("&", pairs).getBytes(UTF_8);
        } catch (UnreadableRequestException e) {
            return text(message);
        }
    }

    private String pair(JsonRedaction json, String name, String value) {
        return encoded(redactor.redact(name)) + "=" + encoded(json.value(name, value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** If the bytes are not UTF-8, reads them one by one, so that ASCII in them is redacted. */
    private byte[] text(byte[] message) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
            return redactor.redact(NamedTexts.redacted(redactor, text)).getBytes(UTF_8);
        } catch (CharacterCodingException e) {
            return redactor.redact(new String(message, ISO_8859_1)).getBytes(ISO_8859_1);
        }
    }
}
