package io.supportassistant.bridge;

import io.supportassistant.bridge.security.Authenticity.Proof;

/** Where a system's requests come in: nothing is parsed that is not authentic. */
public record AdapterEndpoint(Adapter adapter) {

    /** The same words whether a signature is missing, wrong or too old. */
    private static final Verdict.Refused NOT_AUTHENTIC =
            new Verdict.Refused(401, "The request is not authentic");

    /**
     * What is refused before anything of its body is read; else null.
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

    /** Never throws: what an adapter cannot read is refused. */
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
