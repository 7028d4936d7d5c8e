package io.supportassistant.local;

import io.supportassistant.doubles.PhoneSystem;
import io.supportassistant.local.replay.PhoneSystemTarget;
import io.supportassistant.local.stack.LocalPhoneSystem;
import io.supportassistant.local.stack.LocalPhoneSystem.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Doubles of all telephone systems for a test's system. */
final class PhoneSystems implements AutoCloseable {

    private final Map<Kind, LocalPhoneSystem> systems = new EnumMap<>(Kind.class);

    PhoneSystems(int bridgePort) {
        for (Kind kind : Kind.values()) {
            systems.put(kind, LocalPhoneSystem.start(kind, bridgePort));
        }
    }

    PhoneSystem system(Kind kind) {
        return systems.get(kind).system();
    }

    PhoneSystemTarget target(Kind kind) {
        return new PhoneSystemTarget(system(kind));
    }

    /** The settings with which the system accepts calls from all of them. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        systems.values().forEach(system -> settings.putAll(system.settings()));
        return settings;
    }

    @Override
    public void close() {
        systems.values().forEach(LocalPhoneSystem::close);
    }
}
