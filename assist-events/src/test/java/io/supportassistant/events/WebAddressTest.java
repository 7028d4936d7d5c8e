package io.supportassistant.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://help.example.com/a?b=c#d",
                "http://localhost:8080/x",
                "HTTPS://help.example.com"
            })
    void shouldKeepHttpAddresses(String address) {
        assertThat(WebAddress.orNull(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                " javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "ftp://example.com",
                "//example.com",
                "/relative",
                "https:",
                "https:nohost",
                "no address",
                "java\nscript:alert(1)",
                ""
            })
    void shouldDropOtherAddresses(String address) {
        assertThat(WebAddress.orNull(address)).isNull();
    }

    @ParameterizedTest
    @MethodSource("recordsWithAnAddress")
    void shouldDropOtherAddressesInEveryEvent(Class<? extends Record> kind)
            throws ReflectiveOperationException {
        RecordComponent[] parts = kind.getRecordComponents();
        Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Stream.of(parts).map(WebAddressTest::value).toArray();

        Record record = kind.getDeclaredConstructor(types).newInstance(values);

        assertThat(kind.getMethod("url").invoke(record)).isNull();
    }

    static Stream<Class<?>> recordsWithAnAddress() throws IOException, URISyntaxException {
        Path classes =
                Path.of(
                        AssistEvent.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        String events = AssistEvent.class.getPackageName();
        try (Stream<Path> files = Files.list(classes.resolve(events.replace('.', '/')))) {
            List<Class<?>> found =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".class"))
                            .<Class<?>>map(
                                    name -> classNamed(events + "." + name.replace(".class", "")))
                            .filter(Class::isRecord)
                            .filter(WebAddressTest::hasAnAddress)
                            .toList();
            assertThat(found).hasSizeGreaterThanOrEqualTo(5);
            return found.stream();
        }
    }

    private static boolean hasAnAddress(Class<?> kind) {
        return Stream.of(kind.getRecordComponents()).anyMatch(part -> part.getName().equals("url"));
    }

    private static Class<?> classNamed(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(RecordComponent part) {
        if (part.getName().equals("url")) {
            return "javascript:alert(1)";
        } else if (part.getType() == String.class) {
            return "KB-1";
        }
        return part.getType() == double.class ? 0.5 : null;
    }
}
