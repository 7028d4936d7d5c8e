package io.supportassistant.settings;

/** A setting is missing or invalid. The message names the variable and never its value. */
public final class SettingException extends RuntimeException {

    public SettingException(String message) {
        super(message);
    }

    public SettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
