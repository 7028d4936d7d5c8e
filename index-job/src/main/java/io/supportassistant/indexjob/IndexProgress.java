package io.supportassistant.indexjob;

import java.io.Serializable;

/** How far the index job has come with what was on the topic when it started. */
interface IndexProgress extends AutoCloseable {

    /** Whether all of that is written for good. May ask Kafka, and wait for it. */
    boolean isCaughtUp();

    @Override
    void close();

    /** Makes it on the machine that runs it. */
    interface Source extends Serializable {

        /**
         * @param restored whether the job goes on from a checkpoint
         */
        IndexProgress open(boolean restored);
    }
}
