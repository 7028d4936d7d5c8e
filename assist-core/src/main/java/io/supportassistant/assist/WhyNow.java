package io.supportassistant.assist;

import io.supportassistant.context.Analysis;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Speaker;
import java.util.Optional;
import java.util.stream.Collectors;

/** One sentence that tells the human agent which question the cards answer. */
final class WhyNow {

    private WhyNow() {}

    static String of(AssistRequest request, Analysis analysis) {
        if (request.question() != null) {
            return "You asked: " + shortened(request.question());
        }
        if (!analysis.newEntities().isEmpty()) {
            return "Customer mentioned "
                    + analysis.newEntities().stream()
                            .map(WhyNow::spoken)
                            .collect(Collectors.joining(", "));
        }
        return "Customer said: " + shortened(lastSaid(request).orElse(analysis.issueText()));
    }

    private static Optional<String> lastSaid(AssistRequest request) {
        return request.turns().stream()
                .filter(turn -> request.newSegmentIds().contains(turn.segmentId()))
                .filter(turn -> turn.speaker() != Speaker.AGENT)
                .map(Turn::text)
                .reduce((earlier, later) -> later);
    }

    private static String spoken(DetectedEntity entity) {
        return switch (entity.type()) {
            case DetectedEntity.ERROR_CODE -> "error " + entity.value();
            case DetectedEntity.VERSION -> "version " + entity.value();
            default -> entity.value();
        };
    }

    private static String shortened(String text) {
        int most = 90;
        if (text.length() <= most) {
            return text;
        }
        int cut = text.length() - most;
        int space = text.indexOf(' ', cut);
        if (space >= 0) {
            return "\u2026" + text.substring(space + 1);
        }
        return "\u2026"
                + text.substring(Character.isLowSurrogate(text.charAt(cut)) ? cut + 1 : cut);
    }
}
