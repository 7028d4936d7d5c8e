package io.supportassistant.articles;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes a file: as UTF-8, by its byte-order mark, or by the encoding that an HTML page declares.
 * Other encodings are rejected rather than guessed, because a wrong guess silently damages names.
 * Lines of the result end in {@code \n}.
 */
final class FileText {

    private static final Pattern DECLARED =
            Pattern.compile("(?i)<meta[^>]+charset\\s*=\\s*[\"']?\\s*([a-z0-9_.:-]+)");
    private static final int HEAD_BYTES = 2_048;

    private FileText() {}

    /**
     * @throws UnreadableTextException if the bytes are not text, or have an unknown encoding
     */
    static String of(byte[] bytes) throws UnreadableTextException {
        Optional<String> marked = byMark(bytes);
        return checked(marked.isPresent() ? marked.get() : utf8(bytes));
    }

    /** The same for an HTML page, which may declare its encoding. */
    static String ofHtml(byte[] bytes) throws UnreadableTextException {
        Optional<String> marked = byMark(bytes);
        if (marked.isPresent()) {
            return checked(marked.get());
        }
        try {
            return checked(utf8(bytes));
        } catch (UnreadableTextException e) {
            Optional<Charset> declared = declared(bytes);
            if (declared.isEmpty()) {
                throw e;
            }
            return checked(new String(bytes, declared.get()));
        }
    }

    private static Optional<String> byMark(byte[] bytes) throws UnreadableTextException {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(utf8(bytes).substring(1));
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return Optional.of(marked(bytes, StandardCharsets.UTF_16LE));
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return Optional.of(marked(bytes, StandardCharsets.UTF_16BE));
        }
        return Optional.empty();
    }

    private static String marked(byte[] bytes, Charset charset) throws UnreadableTextException {
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 2, bytes.length - 2))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableTextException(
                    "has the byte-order mark of " + charset + ", but is not " + charset);
        }
    }

    private static String utf8(byte[] bytes) throws UnreadableTextException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new UnreadableTextException(
                    "is not UTF-8 (byte %d is 0x%02X); save it as UTF-8"
                            .formatted(in.position() + 1, bytes[in.position()] & 0xFF));
        }
        return out.flip().toString();
    }

    private static Optional<Charset> declared(byte[] bytes) {
        String head =
                new String(
                        bytes, 0, Math.min(HEAD_BYTES, bytes.length), StandardCharsets.ISO_8859_1);
        Matcher matcher = DECLARED.matcher(head);
        try {
            return matcher.find()
                    ? Optional.of(Charset.forName(matcher.group(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String checked(String text) throws UnreadableTextException {
        if (text.indexOf('\0') >= 0) {
            throw new UnreadableTextException(
                    "is not text: it has zero characters; save it as UTF-8");
        }
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
