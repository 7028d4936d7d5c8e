package io.supportassistant.crm;

import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallBrief.Result;
import io.supportassistant.events.CallBrief.Statement;
import io.supportassistant.events.Speaker;
import java.util.List;

/**
 * The statements of a call's brief as lines of a record.
 *
 * @param found what was found out
 * @param tried the steps that were tried, with their result
 * @param promised what was promised or done
 */
public record BriefLines(List<String> found, List<String> tried, List<String> promised) {

    static final BriefLines NONE = new BriefLines(null, null, null);

    public BriefLines {
        found = found == null ? List.of() : found;
        tried = tried == null ? List.of() : tried;
        promised = promised == null ? List.of() : promised;
    }

    static BriefLines of(CallBrief brief) {
        return new BriefLines(
                brief.found().stream().map(BriefLines::finding).toList(),
                brief.tried().stream().map(BriefLines::step).toList(),
                brief.promised().stream().map(BriefLines::promise).toList());
    }

    private static String finding(Statement statement) {
        return statement.question() == null
                ? statement.said().text()
                : statement.question().text() + " - " + statement.said().text();
    }

    private static String step(Statement statement) {
        if (statement.result() == null || statement.reply() == null) {
            return statement.said().text();
        }
        String result = statement.result() == Result.WORKED ? "worked" : "did not work";
        return statement.said().text() + " - " + result + ": " + statement.reply().text();
    }

    private static String promise(Statement statement) {
        return statement.said().speaker() == Speaker.CUSTOMER
                ? "Customer: " + statement.said().text()
                : statement.said().text();
    }
}
