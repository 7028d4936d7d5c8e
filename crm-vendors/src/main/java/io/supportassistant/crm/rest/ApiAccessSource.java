package io.supportassistant.crm.rest;

import java.util.concurrent.CompletableFuture;

/** Where the right to ask comes from. */
public interface ApiAccessSource {

    CompletableFuture<ApiAccess> access();

    /**
     * The CRM no longer accepts this one.
     *
     * @return whether the next {@link #access} can be another
     */
    boolean refused(ApiAccess access);

    /** A secret that is set once and for all. */
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
