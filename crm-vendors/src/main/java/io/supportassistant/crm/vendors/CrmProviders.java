package io.supportassistant.crm.vendors;

import io.supportassistant.crm.CrmProvider;
import io.supportassistant.crm.CrmSource;
import io.supportassistant.crm.file.FileCrm;
import io.supportassistant.crm.hubspot.HubspotCrm;
import io.supportassistant.crm.rest.RestSettings;
import io.supportassistant.crm.salesforce.SalesforceCrm;
import io.supportassistant.crm.zendesk.ZendeskCrm;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The supported CRMs. */
public final class CrmProviders {

    /** A further CRM needs a package beside these and a line here. */
    private static final List<CrmProvider> PROVIDERS =
            List.of(
                    FileCrm.PROVIDER,
                    SalesforceCrm.PROVIDER,
                    ZendeskCrm.PROVIDER,
                    HubspotCrm.PROVIDER);

    private static final String NONE = "none";

    public static final Setting<String> CRM =
            Setting.choice(
                    "CRM",
                    Stream.concat(Stream.of(NONE), PROVIDERS.stream().map(CrmProvider::name))
                            .toList(),
                    null,
                    "CRM for customer look-ups and call records. If not set: salesforce if"
                            + " SALESFORCE_USERNAME and SALESFORCE_PASSWORD are set, none"
                            + " otherwise.");

    private CrmProviders() {}

    /** The name of the configured or implied CRM, or {@code none}. */
    public static String name(Settings settings) {
        return settings.find(CRM)
                .orElseGet(() -> SalesforceCrm.isImplied(settings) ? SalesforceCrm.NAME : NONE);
    }

    /** The configured CRM, or empty if there is none. */
    public static Optional<CrmProvider> chosen(Settings settings) {
        String name = name(settings);
        return PROVIDERS.stream().filter(provider -> provider.name().equals(name)).findFirst();
    }

    /**
     * A serialisable source of clients of the configured CRM.
     *
     * @throws io.supportassistant.settings.SettingException if there is none
     */
    public static CrmSource source(Settings settings) {
        CrmProvider provider =
                chosen(settings)
                        .orElseThrow(
                                () -> new SettingException(CRM.name() + " does not name a CRM"));
        List<Setting<?>> needed = new ArrayList<>(provider.settings());
        needed.addAll(RestSettings.ALL);
        needed.add(CRM);
        Settings providerSettings = settings.only(needed);
        return metrics -> chosen(providerSettings).orElseThrow().open(providerSettings, metrics);
    }

    /** The settings of all CRMs. */
    public static List<Setting<?>> settings() {
        return PROVIDERS.stream()
                .<Setting<?>>flatMap(provider -> provider.settings().stream())
                .toList();
    }
}
