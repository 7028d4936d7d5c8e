package io.supportassistant.assistjob;

import io.supportassistant.assist.AssistPipeline;
import io.supportassistant.model.ModelNoteWriter;
import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.flink.metrics.MetricGroup;

/** Creates the pipeline on the machine that runs it. */
public interface PipelineFactory extends Serializable {

    /**
     * @param executor runs the continuations of remote calls
     */
    Opened open(Executor executor, MetricGroup metrics) throws Exception;

    /**
     * @return empty if no model words the notes
     */
    default Optional<ModelNoteWriter> openNoteWriter(Executor executor, MetricGroup metrics) {
        return Optional.empty();
    }

    /** A pipeline and the resources it holds open. */
    interface Opened extends AutoCloseable {

        AssistPipeline pipeline();
    }
}
