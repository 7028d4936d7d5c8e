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
 * The Flink job that asks a CRM who is calling and tells it what became of the call; an application
 * of its own beside {@link AssistJob}, so that no trouble of a CRM can touch a suggestion.
 */
public final class CrmJob {

    public static final String NAME = "crm-job";

    private CrmJob() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, Settings.of(System.getenv(), args));
        env.execute(NAME);
    }

    /** Whether there is a CRM, so that this job has to run beside the assist job. */
    public static boolean isNeeded(Settings settings) {
        return CrmProviders.chosen(settings).isPresent();
    }

    /** Names the CRM that the job speaks to: its state belongs to that one and to no other. */
    public static String nameFor(Settings settings) {
        return NAME + "-" + CrmProviders.name(settings);
    }

    /**
     * Puts the job into an environment that somebody else executes.
     *
     * @throws SettingException if no CRM is set, or a setting of it is missing or wrong
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
