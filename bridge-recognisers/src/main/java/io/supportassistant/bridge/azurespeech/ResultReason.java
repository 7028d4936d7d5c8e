package io.supportassistant.bridge.azurespeech;

import io.supportassistant.bridge.UnusableMessageException;
import java.util.Locale;

/** The Speech SDK's reason of a result, as a number or a name. */
enum ResultReason {
    NOTHING_SAID,
    CANCELED,
    HYPOTHESIS,
    FINAL;

    /**
     * @param text such as {@code 3}, {@code RecognizedSpeech} or {@code
     *     ResultReason.RecognizedSpeech}; or null
     * @return null without a text
     * @throws UnusableMessageException if it is not a reason of a speech result of the SDK
     */
    static ResultReason of(String text) {
        if (text == null) {
            return null;
        }
        return switch (text.substring(text.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "0", "nomatch" -> NOTHING_SAID;
            case "1", "canceled" -> CANCELED;
            case "2", "recognizingspeech", "4", "recognizingintent", "6", "translatingspeech" ->
                    HYPOTHESIS;
            case "3", "recognizedspeech", "5", "recognizedintent", "7", "translatedspeech" -> FINAL;
            default -> throw new UnusableMessageException("Unknown reason of a result");
        };
    }
}
