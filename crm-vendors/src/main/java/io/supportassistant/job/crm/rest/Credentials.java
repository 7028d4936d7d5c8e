package io.supportassistant.job.crm.rest;

import java.util.concurrent.CompletableFuture;

/** Where the right to ask comes from. */
public interface Credentials {

    CompletableFuture<Access> access();

    /**
     * The CRM no longer accepts this one.
     *
     * @return whether the next {@link #access} can be another
     */
    boolean refused(Access access);

    /** A secret that is set once and for all. */
    static Credentials fixed(Access access) {
        return new Credentials() {
            @Override
            public CompletableFuture<Access> access() {
                return CompletableFuture.completedFuture(access);
            }

            @Override
            public boolean refused(Access refused) {
                return false;
            }
        };
    }
}
