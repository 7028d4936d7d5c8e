package io.supportassistant.push;

import io.supportassistant.events.AgentFeedback;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What agents did with the cards and questions of a call. It belongs to the call: every desk shows
 * the same, after a reload and for the next agent too.
 */
final class CardMarks {

    /** Type of the messages with marks. */
    static final String TYPE = "marks";

    private static final int MAX_MARKED = 500;
    static final int MAX_STEPS = 50;
    private static final int BYTES = 3 * HeapBytes.OBJECT;

    /** By suggestion id, the oldest marked first. */
    private final Map<String, Mark> marks = new LinkedHashMap<>();

    /**
     * Fields are null, false or empty until an agent does something.
     *
     * @param restored shown again after it was dismissed or, for a question, held to be answered
     */
    private record Mark(
            boolean shown,
            boolean opened,
            boolean copied,
            AgentFeedback.Kind rating,
            boolean dismissed,
            boolean restored,
            AgentFeedback.Reason reason,
            boolean pinned,
            SortedSet<Integer> steps) {

        private static final Mark NONE =
                new Mark(false, false, false, null, false, false, null, false, new TreeSet<>());

        Mark after(AgentFeedback feedback) {
            return switch (feedback.feedback()) {
                case SHOWN -> with(true, opened, copied);
                case OPENED -> with(shown, true, copied);
                case COPIED -> with(shown, opened, true);
                case HELPFUL -> judged(feedback.feedback(), dismissed, null);
                case NOT_HELPFUL, IRRELEVANT ->
                        judged(feedback.feedback(), dismissed, feedback.reason());
                case RATING_CLEARED -> judged(null, dismissed, null);
                case DISMISSED -> judged(rating, true, feedback.reason());
                case RESTORED -> judged(rating, false, null).shownAgain();
                case PINNED -> pinned(true);
                case UNPINNED -> pinned(false);
                case STEP_DONE, STEP_UNDONE ->
                        step(feedback.step(), feedback.feedback() == AgentFeedback.Kind.STEP_DONE);
            };
        }

        private Mark with(boolean isShown, boolean isOpened, boolean isCopied) {
            return new Mark(
                    isShown, isOpened, isCopied, rating, dismissed, restored, reason, pinned,
                    steps);
        }

        private Mark judged(
                AgentFeedback.Kind newRating, boolean isDismissed, AgentFeedback.Reason why) {
            boolean isRestored = restored && !isDismissed;
            return new Mark(
                    shown, opened, copied, newRating, isDismissed, isRestored, why, pinned, steps);
        }

        private Mark shownAgain() {
            return new Mark(shown, opened, copied, rating, dismissed, true, reason, pinned, steps);
        }

        private Mark pinned(boolean isPinned) {
            return new Mark(
                    shown, opened, copied, rating, dismissed, restored, reason, isPinned, steps);
        }

        private Mark step(Integer step, boolean isDone) {
            if (step == null) {
                return this;
            }
            SortedSet<Integer> done = new TreeSet<>(steps);
            if (!isDone) {
                done.remove(step);
            } else if (done.size() < MAX_STEPS) {
                done.add(step);
            }
            return new Mark(
                    shown, opened, copied, rating, dismissed, restored, reason, pinned, done);
        }

        /** Without what is not set. */
        JsonObject toJson() {
            JsonObject json = new JsonObject();
            putIf(json, "shown", shown);
            putIf(json, "opened", opened);
            putIf(json, "copied", copied);
            putIf(json, "dismissed", dismissed);
            putIf(json, "restored", restored);
            putIf(json, "pinned", pinned);
            if (rating != null) {
                json.put("rating", wireName(rating));
            }
            if (reason != null) {
                json.put("reason", wireName(reason));
            }
            if (!steps.isEmpty()) {
                json.put("steps_done", new JsonArray(steps.stream().toList()));
            }
            return json;
        }

        private static String wireName(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        private static void putIf(JsonObject json, String name, boolean isSet) {
            if (isSet) {
                json.put(name, true);
            }
        }
    }

    /**
     * @return the message for desks; null if they have nothing to show
     */
    JsonObject take(AgentFeedback feedback) {
        Mark before = marks.getOrDefault(feedback.suggestionId(), Mark.NONE);
        Mark after = before.after(feedback);
        if (after.equals(before)) {
            return null;
        }
        marks.put(feedback.suggestionId(), after);
        if (marks.size() > MAX_MARKED) {
            Iterator<String> eldest = marks.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return feedback.feedback() == AgentFeedback.Kind.SHOWN
                ? null
                : message(
                        feedback.sessionId(),
                        new JsonObject().put(feedback.suggestionId(), after.toJson()));
    }

    /**
     * @return a message with all marks; null if there are none
     */
    JsonObject message(String sessionId) {
        if (marks.isEmpty()) {
            return null;
        }
        JsonObject all = new JsonObject();
        marks.forEach((id, mark) -> all.put(id, mark.toJson()));
        return message(sessionId, all);
    }

    private static JsonObject message(String sessionId, JsonObject marks) {
        return new JsonObject().put("type", TYPE).put("session_id", sessionId).put("marks", marks);
    }

    int bytes() {
        return marks.entrySet().stream()
                .mapToInt(
                        marked ->
                                BYTES
                                        + HeapBytes.of(marked.getKey())
                                        + marked.getValue().steps().size() * HeapBytes.OBJECT)
                .sum();
    }
}
