package io.supportassistant.crm;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.List;

/** Creates clients of one kind of CRM. */
public interface CrmProvider {

    /** The value of {@code CRM} that selects it; also its name in events. */
    String name();

    /** Its settings. */
    List<Setting<?>> settings();

    /**
     * Creates a client. Sends nothing yet.
     *
     * @throws io.supportassistant.settings.SettingException if a setting is missing or wrong
     */
    Crm open(Settings settings, CrmMetrics metrics);
}
