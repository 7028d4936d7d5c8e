package io.supportassistant.bridge.security;

import io.supportassistant.bridge.wire.InboundRequest;
import java.util.List;

/** Accepts a request that any of several methods accepts. */
record AnyOf(List<Authenticity> ways) implements Authenticity {

    @Override
    public boolean isAuthentic(InboundRequest request) {
        for (Authenticity way : ways) {
            if (way.isAuthentic(request)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Proof proof(InboundRequest head) {
        Proof known = Proof.MISSING;
        for (Authenticity way : ways) {
            Proof proof = way.proof(head);
            if (proof == Proof.GIVEN) {
                return proof;
            }
            known = proof == Proof.NEEDS_BODY ? proof : known;
        }
        return known;
    }
}
