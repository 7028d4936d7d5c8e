package io.supportassistant.redaction;

import java.util.List;
import java.util.regex.Pattern;

/** What the words before a number say about it. */
final class Context {

    private static final int WIDEST = 60;

    /** Numbers that the pipeline lives on; words that name them stand right before. */
    private static final Pattern NEEDED =
            Pattern.compile(
                    "\\b(?:order|ticket|case|reference|ref|invoice|tracking|serial|confirmation|"
                            + "shipment|parcel|error|fault|code|version|firmware|build|model|part|"
                            + "sku|article|request|incident|imei|booking|receipt|transaction)"
                            + "(?:\\s+(?:number|no|id|code|is|was|it's|its|the|says|of|called|has))"
                            + "{0,4}\\s*[.:#,]?\\s*[a-z]{0,4}[-\\s]?$");

    private Context() {}

    /** Whether the number that begins there is one the pipeline needs. */
    static boolean isNeeded(String written, int start) {
        return NEEDED.matcher(before(written, start)).find();
    }

    /** Whether any of the parts is in the text: cheaper than a pattern that none can match. */
    static boolean hasAny(String text, List<String> parts) {
        for (String part : parts) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /** The words right before a place, {@value #WIDEST} characters at most. */
    static String before(String written, int start) {
        return written.substring(Math.max(0, start - WIDEST), start);
    }
}
