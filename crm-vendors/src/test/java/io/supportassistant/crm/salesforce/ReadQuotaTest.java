package io.supportassistant.crm.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.CrmMetrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadQuotaTest {

    private final AtomicLong now = new AtomicLong();
    private final ReadQuota quota = new ReadQuota(0.9, now::get);
    private final CrmMetrics metrics = quota.watching(CrmMetrics.NONE);

    @Test
    void shouldAllowReadsUntilTheShareIsUsed() {
        assertThat(quota.isLeft()).isTrue();
        metrics.quotaUsed(0.89);
        assertThat(quota.isLeft()).isTrue();
        metrics.quotaUsed(0.9);
        assertThat(quota.isLeft()).isFalse();
    }

    @Test
    void shouldAllowReadsAgainAfterAPause() {
        metrics.quotaUsed(1);
        now.addAndGet(Duration.ofMinutes(5).toNanos() - 1);
        assertThat(quota.isLeft()).isFalse();
        now.incrementAndGet();
        assertThat(quota.isLeft()).isTrue();
        metrics.quotaUsed(1);
        assertThat(quota.isLeft()).isFalse();
        metrics.quotaUsed(0.2);
        assertThat(quota.isLeft()).isTrue();
    }
}
