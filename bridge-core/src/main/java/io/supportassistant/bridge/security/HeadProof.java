package io.supportassistant.bridge.security;

import io.supportassistant.bridge.wire.InboundRequest;

/** Authenticates by address and headers alone, before the body is read. */
@FunctionalInterface
public interface HeadProof extends Authenticity {

    @Override
    default Proof proof(InboundRequest head) {
        return isAuthentic(head) ? Proof.GIVEN : Proof.MISSING;
    }
}
