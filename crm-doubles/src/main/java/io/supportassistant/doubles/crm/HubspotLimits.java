package io.supportassistant.doubles.crm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Rate limits of an account.
 *
 * @param aDay requests per day
 * @param inTenSeconds requests in any ten seconds
 * @param searchesASecond searches in any second, of the whole account
 */
record HubspotLimits(int aDay, int inTenSeconds, int searchesASecond) {

    static final String DAILY = "DAILY";
    static final String TEN_SECONDLY = "TEN_SECONDLY_ROLLING";
    static final String SECONDLY = "SECONDLY";

    static final long TEN_SECONDS_MS = 10_000;

    /** Counts the requests against the limits. */
    static final class Used {

        private final Deque<Long> requests = new ArrayDeque<>();
        private final Deque<Long> searches = new ArrayDeque<>();
        private int today;

        /** Counts a request, or returns the limit that it would exceed. */
        Optional<String> take(HubspotLimits limits, boolean search, long nowMs) {
            forget(requests, nowMs - TEN_SECONDS_MS);
            forget(searches, nowMs - 1000);
            if (today >= limits.aDay()) {
                return Optional.of(DAILY);
            }
            if (requests.size() >= limits.inTenSeconds()) {
                return Optional.of(TEN_SECONDLY);
            }
            if (search && searches.size() >= limits.searchesASecond()) {
                return Optional.of(SECONDLY);
            }
            today++;
            requests.add(nowMs);
            if (search) {
                searches.add(nowMs);
            }
            return Optional.empty();
        }

        int today() {
            return today;
        }

        int inTenSeconds() {
            return requests.size();
        }

        private static void forget(Deque<Long> times, long before) {
            while (!times.isEmpty() && times.peekFirst() <= before) {
                times.removeFirst();
            }
        }
    }
}
