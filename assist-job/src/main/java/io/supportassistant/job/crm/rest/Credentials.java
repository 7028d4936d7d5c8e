package io.supportassistant.job.crm.rest;

import java.util.concurrent.CompletableFuture;

/** Where the right to ask comes from. */
public interface Credentials {

    CompletableFuture<Access> access();

    /** The CRM no longer accepts this one. The next {@link #access} is another, if there can be. */
    void refused(Access access);

    /** A secret that is set once and for all. */
    static Credentials fixed(Access access) {
        return new Credentials() {
            @Override
            public CompletableFuture<Access> access() {
                return CompletableFuture.completedFuture(access);
            }

            @Override
            public void refused(Access refused) {
                // There is no other.
            }
        };
    }
}
