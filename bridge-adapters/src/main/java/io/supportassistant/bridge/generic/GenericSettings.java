package io.supportassistant.bridge.generic;

import io.supportassistant.bridge.security.Credentials;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings of the generic event route. */
public final class GenericSettings {

    public static final Credentials CREDENTIALS = new Credentials("GENERIC", "x-webhook-token");
    public static final Setting<String> BATCHES =
            Setting.choice(
                    "GENERIC_BATCHES",
                    List.of("accept", "refuse"),
                    "refuse",
                    "Whether a request may hold several CloudEvents.");

    public static final List<Setting<?>> ALL = all();

    private GenericSettings() {}

    private static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(CREDENTIALS.settings());
        all.add(BATCHES);
        return List.copyOf(all);
    }

    /** The adapter, or empty if no credentials are set. */
    public static Optional<GenericEvents> adapter(Settings settings) {
        return CREDENTIALS
                .from(settings)
                .map(proof -> new GenericEvents(proof, settings.get(BATCHES).equals("accept")));
    }
}
