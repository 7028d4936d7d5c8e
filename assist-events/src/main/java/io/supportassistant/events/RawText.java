package io.supportassistant.events;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Any bytes as text. */
record RawText(String text, String encoding) {

    static RawText of(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new RawText(text, "utf-8");
        } catch (CharacterCodingException e) {
            return new RawText(Base64.getEncoder().encodeToString(bytes), "base64");
        }
    }
}
