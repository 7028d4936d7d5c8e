package io.supportassistant.bridge.genesys;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which topics a channel subscribes to next. A topic that the API refuses, or for which it
 * does not respond, must not block the others: when a request fails, each of its topics is retried
 * alone, and those that fail again are left out of later batches.
 */
final class Subscriptions {

    private static final int MAX_AT_ONCE = 100;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Duration renewal;
    private final Set<String> added = new LinkedHashSet<>();

    /** Topics to request alone, with the number of failures alone: zero if not yet tried. */
    private final Map<String, Suspect> suspects = new LinkedHashMap<>();

    private boolean isReplacementDue = true;

    /** Whether a replacement was scheduled after the request for the last one. */
    private boolean isReplacementDueAgain;

    private Instant renewedAt = Instant.MIN;

    private record Suspect(int failures, Instant dueAt) {}

    /**
     * @param replace whether the topics replace the other subscriptions of the channel
     */
    record Request(boolean replace, List<String> topics) {}

    /**
     * @param renewal interval at which all subscriptions are renewed
     */
    Subscriptions(Duration renewal) {
        this.renewal = renewal;
    }

    void add(String topic) {
        added.add(topic);
    }

    /** Schedules one request for all topics, which replaces the previous subscriptions. */
    void replace() {
        isReplacementDue = true;
        isReplacementDueAgain = true;
    }

    /**
     * The next request, or null if none is due.
     *
     * @param topics all topics of the channel
     */
    Request next(List<String> topics, Instant now) {
        Set<String> all = new HashSet<>(topics);
        added.retainAll(all);
        suspects.keySet().retainAll(all);
        if (isReplacementDue || now.isAfter(renewedAt.plus(renewal))) {
            for (Map.Entry<String, Suspect> suspect : suspects.entrySet()) {
                if (suspect.getValue().failures() == 0) {
                    return new Request(false, List.of(suspect.getKey()));
                }
            }
            isReplacementDueAgain = false;
            List<String> wanted = new ArrayList<>(topics);
            wanted.removeAll(suspects.keySet());
            return new Request(true, wanted);
        }
        if (!added.isEmpty()) {
            return new Request(false, added.stream().limit(MAX_AT_ONCE).toList());
        }
        return suspects.entrySet().stream()
                .filter(suspect -> !now.isBefore(suspect.getValue().dueAt()))
                .findFirst()
                .map(suspect -> new Request(false, List.of(suspect.getKey())))
                .orElse(null);
    }

    void done(Request request, Instant now) {
        request.topics().forEach(added::remove);
        request.topics().forEach(suspects::remove);
        if (request.replace()) {
            isReplacementDue = isReplacementDueAgain;
            renewedAt = now;
        }
    }

    /** A request failed, perhaps because of one of its topics. */
    void refused(Request request, Instant now) {
        request.topics().forEach(added::remove);
        if (request.topics().size() > 1) {
            request.topics().forEach(topic -> suspects.put(topic, new Suspect(0, now)));
        } else if (!request.replace()) {
            suspects.compute(
                    request.topics().get(0),
                    (topic, before) -> failedAgain(before == null ? 0 : before.failures(), now));
        }
    }

    private static Suspect failedAgain(int failures, Instant now) {
        Duration pause = Duration.ofSeconds(1L << Math.min(failures, 6));
        boolean isLong = pause.compareTo(LONGEST_PAUSE) > 0;
        return new Suspect(failures + 1, now.plus(isLong ? LONGEST_PAUSE : pause));
    }
}
