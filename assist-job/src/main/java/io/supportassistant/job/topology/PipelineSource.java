package io.supportassistant.job.topology;

import io.supportassistant.job.assist.AssistPipeline;
import java.io.Serializable;
import java.util.concurrent.Executor;
import org.apache.flink.metrics.MetricGroup;

/** Makes the pipeline on the machine that runs it. */
public interface PipelineSource extends Serializable {

    /**
     * @param executor runs what goes on after an answer from elsewhere
     */
    Opened open(Executor executor, MetricGroup metrics) throws Exception;

    /** A pipeline and what it holds open. */
    interface Opened extends AutoCloseable {

        AssistPipeline pipeline();
    }
}
