package io.supportassistant.crmjob;

import io.supportassistant.crm.CrmSource;
import io.supportassistant.crm.vendors.CrmProviders;
import io.supportassistant.crm.vendors.CrmSettings;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink job that looks up callers in a CRM and records calls there. An application of its own,
 * so that problems of a CRM do not affect suggestions.
 */
public final class CrmJob {

    public static final String NAME = "crm-job";

    private CrmJob() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, Settings.of(System.getenv(), args));
        env.execute(NAME);
    }

    /** Whether a CRM is configured, so that this job has to run beside the assist job. */
    public static boolean isNeeded(Settings settings) {
        return CrmProviders.chosen(settings).isPresent();
    }

    /** The name of the CRM that the job uses: the job's state belongs to this CRM only. */
    public static String nameFor(Settings settings) {
        return NAME + "-" + CrmProviders.name(settings);
    }

    /**
     * Adds the job to {@code env}; the caller executes it.
     *
     * @throws SettingException if no CRM is configured, or one of its settings is missing or wrong
     */
    public static void define(StreamExecutionEnvironment env, Settings settings) {
        CrmSettings crm = CrmSettings.from(settings);
        CrmSource source = CrmProviders.source(settings);
        crm.check(source);
        Map<String, Object> kafka = KafkaSettings.clientProperties(settings);
        CrmTopology.define(
                env,
                CrmTopology.Sources.in(kafka),
                CrmTopology.Sinks.in(kafka),
                CrmProviders.name(settings),
                source,
                crm);
    }
}
