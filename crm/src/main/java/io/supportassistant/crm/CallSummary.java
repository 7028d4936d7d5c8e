package io.supportassistant.crm;

import io.supportassistant.events.CallNote;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.CaseWanted;
import io.supportassistant.events.CallRecord.ShownArticle;
import io.supportassistant.events.DetectedEntity;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Summarises a finished call as text for the CRM's users. */
final class CallSummary {

    private static final int MAX_SUBJECT = 200;
    private static final int MAX_TEXT = 8_000;
    private static final String NO_ISSUE = "Call without a stated problem";

    private CallSummary() {}

    /**
     * @param customerId the CRM's id
     * @param openedCase opened for the call, or null
     */
    static InteractionDraft interaction(
            CallRecord call, String customerId, String callerNumber, CrmEntry openedCase) {
        return new InteractionDraft(
                call.recordKey(),
                customerId,
                callerNumber,
                subject(call.issue()),
                text(call),
                call.startedAt(),
                call.endedAt(),
                openedCase);
    }

    /**
     * @param customerId the CRM's id, or null if the caller is not identified
     */
    static CaseDraft aCase(CallRecord call, String customerId, String callerNumber) {
        CaseWanted wanted = call.caseWanted();
        StringBuilder text = new StringBuilder();
        if (wanted.note() != null) {
            text.append("Note of the agent: ").append(wanted.note()).append('\n');
        }
        if (!Objects.equals(wanted.issue(), call.issue())) {
            line(text, "About", wanted.issue());
        }
        text.append(
                CaseWanted.AGENT.equals(wanted.reason())
                        ? "Opened as the agent asked for it.\n"
                        : "Opened by the rule " + wanted.reason() + ".\n");
        return new CaseDraft(
                call.sessionId(),
                customerId,
                callerNumber,
                subject(wanted.issue() == null ? call.issue() : wanted.issue()),
                bounded(text.toString(), call, call.sessionId()),
                wanted.priority());
    }

    private static String subject(String issue) {
        String line = issue == null ? "" : oneLine(issue);
        return line.isEmpty() ? NO_ISSUE : cut(line, MAX_SUBJECT);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Z}]+", " ").strip();
    }

    private static String text(CallRecord call) {
        return call.continuation() == 0
                ? bounded("", call, call.sessionId())
                : bounded(
                        "The call of session "
                                + call.sessionId()
                                + " went on after an earlier record.\n",
                        call,
                        call.recordKey());
    }

    /**
     * @param key identifies what is written
     */
    private static String bounded(String before, CallRecord call, String key) {
        String last = (key.equals(call.sessionId()) ? "Call session: " : "Record: ") + key;
        return cut(before + facts(call), MAX_TEXT - last.length() - 1) + "\n" + last;
    }

    private static String facts(CallRecord call) {
        StringBuilder text = new StringBuilder();
        line(text, "Problem", call.issue() == null ? "none stated" : call.issue());
        line(text, "Also stated", String.join(" / ", call.otherIssues()));
        lines(text, "Found out", call.found());
        lines(text, "Tried", call.tried());
        lines(text, "Promised", call.promised());
        if (!hasNote(call)) {
            line(
                    text,
                    "Named",
                    call.entities().stream()
                            .map(CallSummary::named)
                            .collect(Collectors.joining(", ")));
        }
        if (call.wrapup() != null) {
            wrapup(text, call.wrapup());
        }
        if (call.wrapup() == null || call.wrapup().articlesUsed().isEmpty()) {
            line(text, "Articles shown", titles(call.articlesShown()));
            line(text, "Articles that helped", titles(call.articlesHelpful()));
        }
        line(text, "Questions still open", String.join(" / ", call.openQuestions()));
        line(text, "Agent", call.agentName() == null ? call.agentId() : call.agentName());
        line(
                text,
                "Time",
                call.startedAt().truncatedTo(ChronoUnit.SECONDS)
                        + " to "
                        + call.endedAt().truncatedTo(ChronoUnit.SECONDS)
                        + " ("
                        + seconds(call)
                        + " s"
                        + (call.endReason() == null ? "" : ", " + call.endReason())
                        + ")");
        return text.toString().stripTrailing();
    }

    private static long seconds(CallRecord call) {
        return Math.max(0, Duration.between(call.startedAt(), call.endedAt()).toSeconds());
    }

    private static String named(DetectedEntity entity) {
        String type = entity.type() == null ? "" : entity.type().replace('_', ' ') + " ";
        return type + entity.value();
    }

    private static String titles(List<ShownArticle> articles) {
        return articles.stream()
                .map(one -> one.title() + " (" + one.articleId() + ")")
                .collect(Collectors.joining(", "));
    }

    private static void wrapup(StringBuilder text, CallRecord.Wrapup wrapup) {
        lines(text, "Remarks", wrapup.remarks());
        if (wrapup.outcome() != null) {
            line(text, "Outcome", outcome(wrapup.outcome()));
        }
        line(text, "Disposition", wrapup.disposition());
        line(text, "Articles used", titles(wrapup.articlesUsed()));
    }

    private static String outcome(CallNote.Outcome outcome) {
        return switch (outcome) {
            case SOLVED -> "solved";
            case FOLLOW_UP -> "follow-up needed";
            case TRANSFERRED -> "transferred";
            case NO_FAULT -> "no fault found";
        };
    }

    private static boolean hasNote(CallRecord call) {
        return !(call.found().isEmpty() && call.tried().isEmpty() && call.promised().isEmpty());
    }

    private static void lines(StringBuilder text, String name, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append(name).append(":\n");
            lines.forEach(line -> text.append("- ").append(oneLine(line)).append('\n'));
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        if (value != null && !value.isBlank()) {
            text.append(name).append(": ").append(value.strip()).append('\n');
        }
    }

    /** Shortens a text without splitting a surrogate pair. */
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}
