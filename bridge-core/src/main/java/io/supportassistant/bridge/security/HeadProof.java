package io.supportassistant.bridge.security;

import io.supportassistant.bridge.InboundRequest;

/** Tells by the address and the headers alone, so that nothing of the body must be read first. */
@FunctionalInterface
public interface HeadProof extends Authenticity {

    @Override
    default Proof proof(InboundRequest head) {
        return isAuthentic(head) ? Proof.GIVEN : Proof.MISSING;
    }
}
