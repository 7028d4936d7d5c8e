package io.supportassistant.events;

import com.fasterxml.uuid.Generators;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Computes ids that are equal in every instance and every retry: name-based UUIDs (version 5). Uses
 * neither the clock nor random numbers.
 */
public final class SessionIds {

    private static final UUID NAMESPACE = UUID.fromString("6f9619ff-8b86-5d01-b42d-00cf4fc964ff");
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private SessionIds() {}

    /** The session of a source's call. */
    public static String session(String source, String callId) {
        return named(source + ":" + callId);
    }

    public static boolean isSessionId(String text) {
        return text != null && CANONICAL.matcher(text).matches();
    }

    /** The id of something within a session, from the parts that identify it. */
    public static String within(String sessionId, String... parts) {
        return named(sessionId + ":" + String.join(":", parts));
    }

    private static String named(String name) {
        return Generators.nameBasedGenerator(NAMESPACE).generate(name).toString();
    }
}
