package io.supportassistant.flink;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;

/** What every job sets before it defines its operators. */
public final class JobConfiguration {

    private JobConfiguration() {}

    /** Forgetting a uid or a serializable type must not go unnoticed. */
    public static Configuration strict() {
        Configuration strict = new Configuration();
        strict.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        strict.set(PipelineOptions.GENERIC_TYPES, false);
        strict.set(PipelineOptions.OBJECT_REUSE, true);
        return strict;
    }
}
