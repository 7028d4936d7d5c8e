package io.supportassistant.assistjob;

import io.supportassistant.assist.AssistPipeline;
import java.io.Serializable;
import java.util.concurrent.Executor;
import org.apache.flink.metrics.MetricGroup;

/** Makes the pipeline on the machine that runs it. */
public interface PipelineFactory extends Serializable {

    /**
     * @param executor runs what goes on after an answer from elsewhere
     */
    Opened open(Executor executor, MetricGroup metrics) throws Exception;

    /** A pipeline and what it holds open. */
    interface Opened extends AutoCloseable {

        AssistPipeline pipeline();
    }
}
