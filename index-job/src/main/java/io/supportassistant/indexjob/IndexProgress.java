package io.supportassistant.indexjob;

import java.io.Serializable;

/** Progress of the index job through the messages that were on the topic when it started. */
interface IndexProgress extends AutoCloseable {

    /** Whether all those messages are written durably. May ask Kafka, and block. */
    boolean isCaughtUp();

    @Override
    void close();

    /** Creates the progress on the machine that runs it. */
    interface Source extends Serializable {

        /**
         * @param restored whether the job was restored from a checkpoint
         */
        IndexProgress open(boolean restored);
    }
}
