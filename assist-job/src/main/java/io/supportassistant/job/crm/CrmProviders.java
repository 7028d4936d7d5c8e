package io.supportassistant.job.crm;

import io.supportassistant.job.crm.file.FileCrm;
import io.supportassistant.job.crm.zendesk.ZendeskCrm;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The CRMs there are. */
public final class CrmProviders {

    /** Another one is a package beside these and a line here. */
    private static final List<CrmProvider> PROVIDERS =
            List.of(FileCrm.PROVIDER, ZendeskCrm.PROVIDER);

    private static final String NONE = "none";

    public static final Setting<String> CRM =
            Setting.choice(
                    "CRM",
                    Stream.concat(Stream.of(NONE), PROVIDERS.stream().map(CrmProvider::name))
                            .toList(),
                    NONE,
                    "Where customers are looked up and calls are recorded.");

    private CrmProviders() {}

    /** The CRM that is set, or empty if there is none. */
    public static Optional<CrmProvider> chosen(Settings settings) {
        String name = settings.get(CRM);
        return PROVIDERS.stream().filter(provider -> provider.name().equals(name)).findFirst();
    }

    /** Everything that can be set of any of them. */
    public static List<Setting<?>> settings() {
        return PROVIDERS.stream()
                .<Setting<?>>flatMap(provider -> provider.settings().stream())
                .toList();
    }
}
