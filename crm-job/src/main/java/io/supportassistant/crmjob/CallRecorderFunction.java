package io.supportassistant.crmjob;

import io.supportassistant.crm.CallRecorder;
import io.supportassistant.crm.CallRecorder.Patience;
import io.supportassistant.crm.CallRecorder.Written;
import io.supportassistant.crm.Crm;
import io.supportassistant.crm.CrmSource;
import io.supportassistant.events.CallRecord;
import java.time.Clock;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Writes records to the CRM asynchronously. A checkpoint contains the records in flight, and a
 * restore writes them again; the CRM stores each once.
 */
final class CallRecorderFunction extends RichAsyncFunction<CallRecord, Written> {

    private final String name;
    private final CrmSource source;
    private final String region;
    private final boolean trustIds;
    private final Patience patience;
    private final int maxConcurrent;

    private transient Crm crm;
    private transient CallRecorder recorder;
    private transient Counter written;
    private transient Counter repeats;
    private transient Counter unwritten;

    CallRecorderFunction(
            String name,
            CrmSource source,
            String region,
            boolean trustIds,
            Patience patience,
            int maxConcurrent) {
        this.name = name;
        this.source = source;
        this.region = region;
        this.trustIds = trustIds;
        this.patience = patience;
        this.maxConcurrent = maxConcurrent;
    }

    @Override
    public void open(OpenContext context) {
        crm = source.open(new FlinkCrmMetrics(getRuntimeContext().getMetricGroup(), name));
        recorder =
                new CallRecorder(
                        name, crm, region, trustIds, patience, maxConcurrent, Clock.systemUTC());
        written = counter("records_written");
        repeats = counter("records_tried_again");
        unwritten = counter("records_unwritten");
    }

    @Override
    public void asyncInvoke(CallRecord call, ResultFuture<Written> result) {
        recorder.write(call)
                .whenComplete(
                        (done, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(failure);
                            } else {
                                count(done);
                                result.complete(List.of(done));
                            }
                        });
    }

    @Override
    public void timeout(CallRecord call, ResultFuture<Written> result) {
        Written lost = recorder.lost(call);
        count(lost);
        result.complete(List.of(lost));
    }

    private void count(Written done) {
        repeats.inc(done.repeats());
        (done.unwritten() == null ? written : unwritten).inc();
    }

    private Counter counter(String metric) {
        return getRuntimeContext().getMetricGroup().counter(metric, new ThreadSafeSimpleCounter());
    }

    @Override
    public void close() {
        if (recorder != null) {
            recorder.close();
        }
        if (crm != null) {
            crm.close();
        }
    }
}
