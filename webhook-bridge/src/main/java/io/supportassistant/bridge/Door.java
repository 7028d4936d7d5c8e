package io.supportassistant.bridge;

/** Where a system's requests come in: nothing is parsed that is not authentic. */
public record Door(Adapter adapter) {

    /** Never throws: what an adapter cannot read is refused. */
    public Verdict receive(InboundRequest request) {
        try {
            // The same words whether a signature is missing, wrong or too old.
            return adapter.isAuthentic(request)
                    ? adapter.read(request)
                    : new Verdict.Refused(401, "The request is not authentic");
        } catch (UnreadableRequestException e) {
            return new Verdict.Refused(e.status(), e.getMessage());
        }
    }
}
