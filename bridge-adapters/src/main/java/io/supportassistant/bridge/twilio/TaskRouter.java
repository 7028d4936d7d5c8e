package io.supportassistant.bridge.twilio;

import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.UnusableMessageException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Reports the agent of a call. A task names its call in an attribute; until that attribute is
 * known, the task's own id identifies the call, and a link joins the two ids as soon as both are
 * known.
 */
final class TaskRouter {

    private static final Set<String> OPEN_TASK = Set.of("pending", "reserved", "assigned");

    private final List<String> channels;

    TaskRouter(List<String> channels) {
        this.channels = channels;
    }

    void read(TaskEvent event, Intake intake, Instant now) {
        if (event.type() == null) {
            throw new UnusableMessageException("EventType is missing");
        }
        String callSid = callSid(event);
        if (!isAboutACall(event, callSid)) {
            intake.unmapped("task event without a call");
            return;
        }
        String taskSid = event.text("TaskSid");
        SourceCall call = new SourceCall(TwilioAdapter.SOURCE, callSid == null ? taskSid : callSid);
        Instant at = event.at(now);
        link(intake, call, taskSid, at);
        link(intake, call, event.attribute("/conference/participants/worker"), at);
        if (isFromTheAgent(event, callSid)) {
            intake.event(Transcription.callingOut(call, at));
        }
        String worker = event.text("WorkerSid");
        switch (event.type()) {
            case "reservation.accepted" ->
                    intake.event(
                            call.agentJoined(
                                    at,
                                    worker,
                                    event.text("WorkerName"),
                                    event.text("TaskQueueSid")));
            case "reservation.wrapup" -> intake.event(call.wrapup(at, worker));
            case "reservation.completed" -> {
                // After a transfer, the call continues when its first agent is done.
                String status = event.text("TaskAssignmentStatus");
                intake.event(
                        status != null && OPEN_TASK.contains(status)
                                ? call.agentLeft(at, worker)
                                : call.ended(at, "completed"));
            }
            case "task.completed" -> intake.event(call.ended(at, "completed"));
            case "task.canceled" -> intake.event(call.ended(at, "canceled"));
            default -> intake.unmapped("task event");
        }
    }

    /** Whether the first leg of the call is an agent's, who called out. */
    private static boolean isFromTheAgent(TaskEvent event, String callSid) {
        return "outbound".equals(event.attribute("/direction"))
                && callSid != null
                && !callSid.equals(event.attribute("/conference/participants/customer"));
    }

    private static String callSid(TaskEvent event) {
        String callSid = event.attribute("/call_sid");
        return callSid == null ? event.attribute("/conference/participants/customer") : callSid;
    }

    private boolean isAboutACall(TaskEvent event, String callSid) {
        String channel = event.text("TaskChannelUniqueName");
        boolean isCall = channel == null ? callSid != null : channels.contains(channel);
        return isCall && (callSid != null || event.text("TaskSid") != null);
    }

    private static void link(Intake intake, SourceCall call, String alias, Instant at) {
        if (alias != null && !alias.equals(call.callId())) {
            intake.event(call.linkedTo(alias, at));
        }
    }
}
