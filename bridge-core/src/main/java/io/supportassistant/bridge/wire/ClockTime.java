package io.supportassistant.bridge.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time within a recording, in seconds. */
public final class ClockTime {

    /** {@code 00:01:02.3000000}, or with a comma, as in subtitles. */
    private static final Pattern CLOCK =
            Pattern.compile("([0-9]{1,4}):([0-9]{2}):([0-9]{2}(?:[.,][0-9]{1,9})?)");

    private ClockTime() {}

    /**
     * Reads a number of seconds, or a text with hours, minutes and seconds.
     *
     * @return null if it is neither
     */
    public static Double seconds(JsonNode time) {
        Double seconds = Json.decimal(time, "");
        return seconds == null ? seconds(time.asText()) : seconds;
    }

    /**
     * Reads hours, minutes and seconds.
     *
     * @return null if it is something else
     */
    public static Double seconds(String time) {
        Matcher clock = CLOCK.matcher(time);
        return clock.matches()
                ? Double.valueOf(
                        Integer.parseInt(clock.group(1)) * 3600
                                + Integer.parseInt(clock.group(2)) * 60
                                + Double.parseDouble(clock.group(3).replace(',', '.')))
                : null;
    }
}
