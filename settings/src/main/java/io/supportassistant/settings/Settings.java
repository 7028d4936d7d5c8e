package io.supportassistant.settings;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads configuration, as the only class that does: program arguments override the environment,
 * which overrides the defaults.
 */
public final class Settings implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    public static Settings of(Map<String, String> environment) {
        return new Settings(Map.copyOf(environment));
    }

    /**
     * The environment, overridden by arguments of the form {@code --kafka-bootstrap-servers value}.
     *
     * @throws SettingException if an argument has no name or no value
     */
    public static Settings of(Map<String, String> environment, String... arguments) {
        Map<String, String> values = new HashMap<>(environment);
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new SettingException(
                        "Argument '" + arguments[i] + "' is not of the form --name value");
            }
            values.put(variable(arguments[i]), arguments[i + 1]);
        }
        return of(values);
    }

    private static String variable(String argument) {
        return argument.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /**
     * The value of a setting, or its default.
     *
     * @throws SettingException if there is neither, or if the value is invalid; names the variable
     */
    public <T> T get(Setting<T> setting) {
        return find(setting)
                .orElseThrow(
                        () ->
                                new SettingException(
                                        setting.name() + " is not set: " + setting.description()));
    }

    /** As {@link #get}, but empty if there is neither a value nor a default. */
    public <T> Optional<T> find(Setting<T> setting) {
        String set = values.get(setting.name());
        String text = set == null || set.isBlank() ? setting.defaultText() : set.strip();
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(setting.parse().apply(text));
        } catch (RuntimeException e) {
            throw new SettingException(setting.name() + " must be " + setting.expects(), e);
        }
    }

    /** A copy with the values of these settings only, to send where they are needed. */
    public Settings only(Collection<Setting<?>> wanted) {
        Map<String, String> kept = new HashMap<>(values);
        kept.keySet().retainAll(wanted.stream().map(Setting::name).toList());
        return of(kept);
    }

    /**
     * Client properties given by prefix: {@code KAFKA_CLIENT_SECURITY_PROTOCOL=SSL} is {@code
     * security.protocol=SSL}.
     */
    public Map<String, String> withPrefix(String prefix) {
        Map<String, String> properties = new HashMap<>();
        values.forEach(
                (name, value) -> {
                    if (name.startsWith(prefix)) {
                        String property = name.substring(prefix.length());
                        properties.put(property.toLowerCase(Locale.ROOT).replace('_', '.'), value);
                    }
                });
        return properties;
    }
}
