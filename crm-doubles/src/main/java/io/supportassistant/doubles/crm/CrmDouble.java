package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A double of a vendor's CRM, on a free port of the loopback address. */
public interface CrmDouble extends AutoCloseable {

    /** What a program is told to use it, as in environment variables: {@code CRM} and more. */
    Map<String, String> settings();

    /**
     * Everything of a call that was written since the start, in the order of writing: cases,
     * tickets, tasks, notes, calls, as the vendor would show them.
     */
    List<Written> written();

    /** How it answers from now on; replaces what was said before. */
    void behave(Trouble trouble);

    /** The next requests meet one trouble each, one after the other; then as before. */
    void behaveOnce(Trouble... troubles);

    /** All is well again, and what was to come once does not come. */
    void forgetTroubles();

    /** No token that was given is valid any more. New ones are. */
    void expireTokens();

    /** How many tokens were given. */
    int tokensGiven();

    /** How many requests arrived, those for tokens included. */
    int requests();

    /** How many connections a client closed while its request was under way. */
    int aborted();

    @Override
    void close();

    /**
     * @param kind the vendor's name for it, in lower case: {@code case}, {@code task}, ...
     * @param sessionId of the call it is about, or null if it cannot be told
     * @param fields as the vendor would show them
     */
    record Written(String kind, String id, String sessionId, JsonObject fields) {}

    /** Ways in which the real ones fail. */
    record Trouble(Kind kind, Duration delay, int status, String retryAfter) {

        public enum Kind {
            NONE,
            /** Takes the request, and does nothing, and never answers. */
            HANG,
            /** Sends status and headers and a part of the body, and no more. */
            STALL,
            /** Does what it is asked, and never answers. */
            LOST_ANSWER,
            /** Closes the connection without an answer. */
            HANG_UP,
            /** Answers with this status, in the vendor's form of it. */
            STATUS,
            /** Status 200 and a page of HTML. */
            GARBAGE,
            /** Status 200, and the failure inside, where the vendor does such things. */
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
