package io.supportassistant.crm.rest;

import java.util.concurrent.CompletableFuture;

/** Provides the authorization of requests. */
public interface ApiAccessSource {

    CompletableFuture<ApiAccess> access();

    /**
     * Called when the CRM no longer accepts this access.
     *
     * @return whether the next {@link #access} may differ
     */
    boolean refused(ApiAccess access);

    /** Always the same access, from a configured secret. */
    static ApiAccessSource fixed(ApiAccess access) {
        return new ApiAccessSource() {
            @Override
            public CompletableFuture<ApiAccess> access() {
                return CompletableFuture.completedFuture(access);
            }

            @Override
            public boolean refused(ApiAccess refused) {
                return false;
            }
        };
    }
}
