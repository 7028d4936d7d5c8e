package io.supportassistant.events;

/**
 * Something that was named in the conversation.
 *
 * @param type {@code error_code}, {@code product_name}, {@code version}, ...: the types are data
 * @param value in its written form: {@code 401} even if "four oh one" was heard
 */
public record DetectedEntity(String type, String value) {

    public static final String ERROR_CODE = "error_code";
    public static final String PRODUCT_NAME = "product_name";
    public static final String VERSION = "version";
}
