package io.supportassistant.crm;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.List;

/** Makes clients of one kind of CRM. */
public interface CrmProvider {

    /** The value of {@code CRM} that chooses it, and its name on the wire. */
    String name();

    /** What can be set of it. */
    List<Setting<?>> settings();

    /**
     * Makes a client. Nothing is sent yet.
     *
     * @throws io.supportassistant.settings.SettingException if a setting is missing or wrong
     */
    Crm open(Settings settings, CrmMetrics metrics);
}
