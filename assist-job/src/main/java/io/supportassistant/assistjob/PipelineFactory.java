package io.supportassistant.assistjob;

import io.supportassistant.assist.AssistPipeline;
import java.io.Serializable;
import java.util.concurrent.Executor;
import org.apache.flink.metrics.MetricGroup;

/** Creates the pipeline on the machine that runs it. */
public interface PipelineFactory extends Serializable {

    /**
     * @param executor runs the continuations of remote calls
     */
    Opened open(Executor executor, MetricGroup metrics) throws Exception;

    /** A pipeline and the resources it holds open. */
    interface Opened extends AutoCloseable {

        AssistPipeline pipeline();
    }
}
