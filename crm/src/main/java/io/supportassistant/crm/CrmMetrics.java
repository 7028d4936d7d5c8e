package io.supportassistant.crm;

import java.time.Duration;

/** Metrics of a CRM client. Called from several threads; contains no personal data. */
public interface CrmMetrics {

    /** A response arrived for one request, with whatever status. */
    void answered(String operation, Duration took);

    /** An operation failed for good, or one attempt failed and is retried. */
    void failed(String operation, CrmFailure failure, boolean triedAgain);

    /** The used share of the vendor's quota, 0 to 1. */
    void quotaUsed(double share);

    CrmMetrics NONE =
            new CrmMetrics() {
                @Override
                public void answered(String operation, Duration took) {}

                @Override
                public void failed(String operation, CrmFailure failure, boolean triedAgain) {}

                @Override
                public void quotaUsed(double share) {}
            };
}
