package io.supportassistant.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The environment block of the original system, as documented. */
final class OriginalEnvironment {

    private OriginalEnvironment() {}

    static Map<String, String> read() {
        Properties block = new Properties();
        try (Reader in =
                new InputStreamReader(
                        OriginalEnvironment.class.getResourceAsStream("/contract/environment.env"),
                        UTF_8)) {
            block.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return block.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, block::getProperty));
    }
}
