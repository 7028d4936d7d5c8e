package io.supportassistant.bridge;

import io.supportassistant.bridge.security.Authenticity.Proof;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.bridge.wire.UnreadableRequestException;

/** Receives the requests of one system. Parses only authentic requests. */
public record AdapterEndpoint(Adapter adapter) {

    /** The same text whether a signature is missing, wrong or too old. */
    private static final Verdict.Refused NOT_AUTHENTIC =
            new Verdict.Refused(401, "The request is not authentic");

    /**
     * Returns the refusal if the request can be refused before its body is read, else null.
     *
     * @param head the request with an empty body
     */
    public Verdict.Refused refusal(InboundRequest head) {
        try {
            return adapter.authenticity().proof(head) == Proof.MISSING ? NOT_AUTHENTIC : null;
        } catch (UnreadableRequestException e) {
            return new Verdict.Refused(e.status(), e.getMessage());
        }
    }

    /** Never throws: refuses requests that the adapter cannot parse. */
    public Verdict receive(InboundRequest request) {
        try {
            return adapter.authenticity().isAuthentic(request)
                    ? adapter.read(request)
                    : NOT_AUTHENTIC;
        } catch (UnreadableRequestException e) {
            return new Verdict.Refused(e.status(), e.getMessage());
        }
    }
}
