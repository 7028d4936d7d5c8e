package io.supportassistant.flink;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;

/** Configuration that every job sets before it defines its operators. */
public final class JobConfiguration {

    private JobConfiguration() {}

    /**
     * Makes Flink fail on an operator without a uid, and on a type that it could only serialize as
     * a generic type.
     */
    public static Configuration strict() {
        Configuration strict = new Configuration();
        strict.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        strict.set(PipelineOptions.GENERIC_TYPES, false);
        strict.set(PipelineOptions.OBJECT_REUSE, true);
        return strict;
    }
}
