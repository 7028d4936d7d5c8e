package io.supportassistant.crmjob;

import io.supportassistant.crm.Caller;
import io.supportassistant.crm.Crm;
import io.supportassistant.crm.CrmSource;
import io.supportassistant.crm.CustomerLookup;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.CustomerProfile.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/** Looks up callers asynchronously. Always emits a profile; its status reports a failure. */
final class CustomerLookupFunction extends RichAsyncFunction<Caller, CustomerProfile> {

    private final String name;
    private final CrmSource source;
    private final String region;
    private final boolean trustIds;
    private final Duration cached;

    private transient Crm crm;
    private transient CustomerLookup lookup;
    private transient Counter timeouts;
    private transient Counter unavailable;

    CustomerLookupFunction(
            String name, CrmSource source, String region, boolean trustIds, Duration cached) {
        this.name = name;
        this.source = source;
        this.region = region;
        this.trustIds = trustIds;
        this.cached = cached;
    }

    @Override
    public void open(OpenContext context) {
        crm = source.open(new FlinkCrmMetrics(getRuntimeContext().getMetricGroup(), name));
        lookup = new CustomerLookup(name, crm, region, trustIds, cached, Clock.systemUTC());
        timeouts = getRuntimeContext().getMetricGroup().counter("lookup_timeouts");
        unavailable =
                getRuntimeContext()
                        .getMetricGroup()
                        .counter("lookups_unavailable", new ThreadSafeSimpleCounter());
    }

    @Override
    public void asyncInvoke(Caller caller, ResultFuture<CustomerProfile> result) {
        lookup.lookUp(caller)
                .whenComplete(
                        (found, failure) -> {
                            CustomerProfile profile = failure == null ? found : unavailable(caller);
                            if (profile.status() == Status.UNAVAILABLE) {
                                unavailable.inc();
                            }
                            result.complete(List.of(profile));
                        });
    }

    @Override
    public void timeout(Caller caller, ResultFuture<CustomerProfile> result) {
        timeouts.inc();
        result.complete(List.of(unavailable(caller)));
    }

    private CustomerProfile unavailable(Caller caller) {
        return CustomerProfile.withoutCustomer(
                caller.sessionId(),
                name,
                Status.UNAVAILABLE,
                caller.generation(),
                Clock.systemUTC().instant());
    }

    @Override
    public void close() {
        if (crm != null) {
            crm.close();
        }
    }
}
