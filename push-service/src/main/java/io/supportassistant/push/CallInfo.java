package io.supportassistant.push;

import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.CaseRequested;
import io.supportassistant.events.CaseWithdrawn;
import io.supportassistant.events.CustomerChosen;
import io.supportassistant.events.TranscriptSegment;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * The data of a call itself.
 *
 * @param status {@code unknown}, {@code live} or {@code ended}
 * @param customer who calls, as the source reports it
 * @param caseRequestedAt when the agent last asked for a case, or null
 * @param transfer to the present agent, or null
 * @param beside the agent who stays in the call while the present one is consulted, or null
 */
record CallInfo(
        String status,
        String callId,
        Agent agent,
        ReportedCustomer customer,
        Instant startedAt,
        Instant endedAt,
        String reason,
        Instant caseRequestedAt,
        Transfer transfer,
        Agent beside) {

    static final CallInfo UNKNOWN =
            new CallInfo(
                    "unknown",
                    null,
                    Agent.UNKNOWN,
                    ReportedCustomer.UNKNOWN,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);

    /** From which agent the call came, and when. */
    record Transfer(String fromAgent, Instant at) {}

    /** Either may be null. */
    private record Agent(String id, String name) {

        static final Agent UNKNOWN = new Agent(null, null);

        /** What is reported now; of the same agent, what was known before, too. */
        Agent after(String newId, String newName) {
            String reportedId = newId == null || newId.isBlank() ? null : newId;
            String reportedName = newName == null || newName.isBlank() ? null : newName;
            if (reportedId == null && reportedName == null) {
                return this;
            }
            Agent next = new Agent(reportedId, reportedName);
            return isOther(next)
                    ? next
                    : new Agent(
                            reportedId == null ? id : reportedId,
                            reportedName == null ? name : reportedName);
        }

        /** Names may be spelled differently, so they count only without ids. */
        boolean isOther(Agent next) {
            return id != null && next.id != null
                    ? !id.equals(next.id)
                    : name != null && next.name != null && !name.equalsIgnoreCase(next.name);
        }

        String shown() {
            return name == null ? id : name;
        }
    }

    /** The number and the id show only whether a later report is about the same person. */
    record ReportedCustomer(String name, String phone, String customerId) {

        static final ReportedCustomer UNKNOWN = new ReportedCustomer(null, null, null);

        /** A corrected number or id takes the name with it. */
        ReportedCustomer after(CallStarted started) {
            boolean isAnother =
                    isAnotherNumber(phone, started.customerPhone())
                            || isAnotherId(customerId, started.customerId());
            return new ReportedCustomer(
                    known(started.customerName(), isAnother ? null : name),
                    known(started.customerPhone(), phone),
                    known(started.customerId(), customerId));
        }

        /** The agent chose who it is, so the name of the telephone system is void. */
        ReportedCustomer withoutName() {
            return new ReportedCustomer(null, phone, customerId);
        }

        private static boolean isAnotherId(String before, String now) {
            return isPresent(before) && isPresent(now) && !before.equals(now);
        }

        /** One spelling may have a country code, a zero or punctuation that another lacks. */
        private static boolean isAnotherNumber(String before, String now) {
            if (!isPresent(before) || !isPresent(now)) {
                return false;
            }
            String known = digits(before);
            String reported = digits(now);
            return !known.endsWith(reported) && !reported.endsWith(known);
        }

        private static String digits(String number) {
            return number.replaceAll("[^0-9]", "").replaceFirst("^0+", "");
        }

        private static boolean isPresent(String text) {
            return text != null && !text.isBlank();
        }

        private static String known(String now, String before) {
            return isPresent(now) ? now : before;
        }
    }

    String customerName() {
        return customer.name();
    }

    /** The present agent, by name or else by id; null if unknown. */
    String agentName() {
        return transfer == null ? agent.name() : agent.shown();
    }

    boolean isLive() {
        return status.equals("live");
    }

    boolean isEnded() {
        return endedAt != null;
    }

    /** Whether the session turned out to be a leg of another call. */
    boolean isLinked() {
        return CallEnded.LINKED.equals(reason);
    }

    /** Whether the call was ended because of silence; a later event shows that it continues. */
    private boolean isSilent() {
        return CallEnded.IDLE.equals(reason);
    }

    CallInfo heard(TranscriptSegment segment) {
        return isSilent() || startedAt == null && !isEnded()
                ? live(
                        callId == null ? segment.callId() : callId,
                        agent,
                        customer,
                        segment.occurredAt())
                : this;
    }

    /** After the end, only requests of the agent change anything. */
    CallInfo after(CallEvent event) {
        if (event instanceof CaseRequested request) {
            return withCaseRequestedAt(request.occurredAt());
        } else if (event instanceof CaseWithdrawn) {
            return withCaseRequestedAt(null);
        } else if (event instanceof CustomerChosen) {
            return with(customer.withoutName());
        } else if (event instanceof CallEnded ended
                && (!isEnded() || isSilent() || ended.closedByTheJob(CallEnded.LINKED))) {
            return ended(ended);
        } else if (isEnded() && !isSilent()) {
            return this;
        } else if (event instanceof CallStarted started) {
            return live(
                    started.callId(),
                    agent.after(started.agentId(), started.agentName()),
                    customer.after(started),
                    started.occurredAt());
        } else if (event instanceof AgentJoined joined) {
            return joined(joined);
        } else if (event instanceof AgentLeft left) {
            return left(left.agentId());
        }
        return this;
    }

    private CallInfo live(String callId, Agent next, ReportedCustomer customer, Instant heardAt) {
        return new CallInfo(
                "live",
                callId,
                next,
                customer,
                startedAt == null ? heardAt : startedAt,
                null,
                null,
                caseRequestedAt,
                agent.isOther(next) ? new Transfer(agent.shown(), heardAt) : transfer,
                agent.isOther(next) ? null : beside);
    }

    private CallInfo with(Agent present, Transfer to, Agent other) {
        return new CallInfo(
                status,
                callId,
                present,
                customer,
                startedAt,
                endedAt,
                reason,
                caseRequestedAt,
                to,
                other);
    }

    private CallInfo joined(AgentJoined joined) {
        Agent next = agent.after(joined.agentId(), joined.agentName());
        CallInfo live = live(callId, next, customer, joined.occurredAt());
        boolean staysBeside = agent.isOther(next) && !joined.replacesTheOthers();
        return staysBeside ? live.with(next, live.transfer(), agent) : live;
    }

    /** A consulted agent leaves the call to the one who stayed in it. */
    private CallInfo left(String agentId) {
        if (beside == null || agentId == null) {
            return this;
        }
        return agentId.equals(agent.id())
                ? with(beside, null, null)
                : agentId.equals(beside.id()) ? with(agent, transfer, null) : this;
    }

    private CallInfo ended(CallEnded end) {
        return new CallInfo(
                "ended",
                callId,
                agent,
                customer,
                startedAt,
                end.occurredAt(),
                reason(end),
                caseRequestedAt,
                transfer,
                beside);
    }

    /**
     * Drops a reason reserved for the job if a source sends it: the source does not mean the same.
     */
    private static String reason(CallEnded end) {
        boolean isReserved =
                CallEnded.IDLE.equals(end.reason()) || CallEnded.LINKED.equals(end.reason());
        return isReserved && end.source() != null ? null : end.reason();
    }

    private CallInfo with(ReportedCustomer changed) {
        return new CallInfo(
                status,
                callId,
                agent,
                changed,
                startedAt,
                endedAt,
                reason,
                caseRequestedAt,
                transfer,
                beside);
    }

    CallInfo withCaseRequestedAt(Instant requestedAt) {
        return new CallInfo(
                status,
                callId,
                agent,
                customer,
                startedAt,
                endedAt,
                reason,
                requestedAt,
                transfer,
                beside);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject().put("status", status);
        putIfKnown(json, "call_id", callId);
        putIfKnown(json, "agent_name", agentName());
        putIfKnown(json, "customer_name", customer.name());
        putIfKnown(json, "started_at", startedAt);
        putIfKnown(json, "ended_at", endedAt);
        putIfKnown(json, "reason", reason);
        putIfKnown(json, "case_requested_at", caseRequestedAt);
        if (transfer != null) {
            json.put("transferred_from", transfer.fromAgent());
            json.put("transferred_at", transfer.at().toString());
        }
        return json;
    }

    private static void putIfKnown(JsonObject json, String name, Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }
}
