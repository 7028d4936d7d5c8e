package io.supportassistant.crm;

import java.time.Instant;
import java.util.List;

/**
 * A customer's past cases and calls.
 *
 * @param cases the latest, at least ten if there are that many, in any order
 * @param calls the latest that belong to no case, at least three if there are that many, in any
 *     order; empty in a CRM where every call is a case
 */
public record History(List<Case> cases, List<Call> calls) {

    public static final History EMPTY = new History(List.of(), List.of());

    public History {
        cases = List.copyOf(cases);
        calls = List.copyOf(calls);
    }

    /**
     * @param number that people know it by
     * @param status as the CRM names it
     * @param incident whether it is about an incident, not about this customer alone
     */
    public record Case(
            String id,
            String number,
            String subject,
            String status,
            boolean open,
            boolean incident,
            Instant openedAt) {

        public Case {
            ProfileLimits.id(id);
            number = ProfileLimits.text(number);
            subject = ProfileLimits.text(subject);
            status = ProfileLimits.text(status);
            openedAt = ProfileLimits.time(openedAt);
        }
    }

    /**
     * @param state as the CRM names it, or null
     */
    public record Call(String subject, String state, Instant at) {

        public Call {
            subject = ProfileLimits.text(subject);
            state = ProfileLimits.text(state);
            at = ProfileLimits.time(at);
        }
    }
}
