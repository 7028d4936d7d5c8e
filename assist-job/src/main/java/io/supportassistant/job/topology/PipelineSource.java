package io.supportassistant.job.topology;

import io.supportassistant.job.assist.AssistPipeline;
import java.io.Serializable;

/** Makes the pipeline on the machine that runs it. */
public interface PipelineSource extends Serializable {

    Opened open() throws Exception;

    /** A pipeline and what it holds open. */
    interface Opened extends AutoCloseable {

        AssistPipeline pipeline();
    }
}
