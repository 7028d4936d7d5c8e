package io.supportassistant.crm;

import java.time.Duration;

/** Where a CRM's doings are counted. Called from several threads; nothing here names anybody. */
public interface CrmMetrics {

    /** One request over the network got an answer, of whatever kind. */
    void answered(String operation, Duration took);

    /** An operation failed for good, or one try of it did and another follows. */
    void failed(String operation, CrmFailure failure, boolean triedAgain);

    /** The share of the vendor's quota that is used up, 0 to 1. */
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
