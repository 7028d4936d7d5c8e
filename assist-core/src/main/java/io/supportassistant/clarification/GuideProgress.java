package io.supportassistant.clarification;

import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.Speaker;
import io.supportassistant.knowledge.DiagnosticGuide;
import io.supportassistant.knowledge.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * The progress of a call through a guide.
 *
 * @param asked numbers of the questions the agent has asked, in that order
 * @param justAsked whether the agent's last turn asked one
 */
record GuideProgress(DiagnosticGuide guide, List<Integer> asked, boolean justAsked) {

    static CompletableFuture<GuideProgress> in(
            DiagnosticGuide guide, AssistRequest request, Embedder embedder) {
        List<String> said =
                request.turns().stream()
                        .filter(turn -> turn.speaker() == Speaker.AGENT)
                        .map(Turn::text)
                        .toList();
        return embedder.embed(said).thenApply(meanings -> after(guide, meanings));
    }

    private static GuideProgress after(DiagnosticGuide guide, List<float[]> said) {
        List<Integer> asked = new ArrayList<>();
        boolean justAsked = false;
        for (float[] meaning : said) {
            OptionalInt question = guide.askedBy(meaning);
            justAsked = question.isPresent();
            question.ifPresent(
                    number -> {
                        asked.remove((Integer) number);
                        asked.add(number);
                    });
        }
        return new GuideProgress(guide, asked, justAsked);
    }

    List<DiagnosticGuide.Question> open() {
        return guide.open(asked);
    }

    boolean goesOn() {
        return guide.goesOn(asked);
    }

    List<String> answered() {
        return asked.stream().map(number -> guide.questions().get(number).articleId()).toList();
    }
}
