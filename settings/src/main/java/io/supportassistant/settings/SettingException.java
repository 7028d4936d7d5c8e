package io.supportassistant.settings;

/** Something an operator set cannot be used. The message names the variable and never its value. */
public final class SettingException extends RuntimeException {

    public SettingException(String message) {
        super(message);
    }

    public SettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
