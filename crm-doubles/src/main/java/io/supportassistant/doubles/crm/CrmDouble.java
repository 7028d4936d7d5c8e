package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A double of a vendor's CRM, on a free port of the loopback address. */
public interface CrmDouble extends AutoCloseable {

    /**
     * The settings that make a program use the double, as environment variables: {@code CRM} and
     * others.
     */
    Map<String, String> settings();

    /**
     * All records that clients have written since the start, in order: cases, tickets, tasks, notes
     * and calls, as the vendor would show them.
     */
    List<Written> written();

    /** Sets the behaviour from now on; replaces the previous one. */
    void behave(Trouble trouble);

    /**
     * Applies one of these to each of the next requests; afterwards the previous behaviour applies
     * again.
     */
    void behaveOnce(Trouble... troubles);

    /** Restores normal behaviour and drops pending one-time troubles. */
    void forgetTroubles();

    /** Invalidates all issued tokens. New ones are valid. */
    void expireTokens();

    /** Number of issued tokens. */
    int tokensGiven();

    /** Number of requests received, including those for tokens. */
    int requests();

    /** Number of connections that clients closed during a request. */
    int aborted();

    @Override
    void close();

    /**
     * @param kind the vendor's name for it, in lower case: {@code case}, {@code task}, ...
     * @param sessionId of the call that it belongs to, or null if unknown
     * @param fields as the vendor would show them
     */
    record Written(String kind, String id, String sessionId, JsonObject fields) {}

    /** Failures of the real services. */
    record Trouble(Kind kind, Duration delay, int status, String retryAfter) {

        public enum Kind {
            NONE,
            /** Accepts the request, does nothing and never responds. */
            HANG,
            /** Sends the status, the headers and a part of the body, then stops. */
            STALL,
            /** Handles the request but never responds. */
            LOST_ANSWER,
            /** Closes the connection without a response. */
            HANG_UP,
            /** Responds with this status, in the vendor's format. */
            STATUS,
            /** Status 200 and a page of HTML. */
            GARBAGE,
            /** Status 200 with a failure inside, where the vendor has such responses. */
            PARTIAL
        }

        public static final Trouble NONE = of(Kind.NONE);

        public static Trouble of(Kind kind) {
            return new Trouble(kind, Duration.ZERO, 0, null);
        }

        public static Trouble slow(Duration delay) {
            return new Trouble(Kind.NONE, delay, 0, null);
        }

        public static Trouble status(int status) {
            return status(status, null);
        }

        /**
         * @param retryAfter value of the header: seconds or an HTTP date; or null
         */
        public static Trouble status(int status, String retryAfter) {
            return new Trouble(Kind.STATUS, Duration.ZERO, status, retryAfter);
        }
    }
}
