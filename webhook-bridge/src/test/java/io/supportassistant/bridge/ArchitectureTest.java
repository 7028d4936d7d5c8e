package io.supportassistant.bridge;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.supportassistant.service.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ArchitectureTest {

    private static final String HOUSE = "io.supportassistant.bridge";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages(HOUSE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "twilio",
                "amazonconnect",
                "deepgram",
                "assemblyai",
                "googlestt",
                "azurespeech",
                "amazontranscribe",
                "whisper",
                "redaction",
                "security",
                "wire"
            })
    void shouldKeepAdaptersFreeOfKafkaAndHttpServers(String name) {
        String pure = HOUSE + "." + name;
        assertThat(CLASSES.that(resideInAPackage(pure))).isNotEmpty();

        noClasses()
                .that()
                .resideInAPackage(pure + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.vertx..", "java.net.http..")
                .check(CLASSES);
    }

    /** Includes adapters that share a package with a connector or with the project's own API. */
    @Test
    void shouldKeepEveryAdapterPure() {
        classes()
                .that()
                .implement(Adapter.class)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "com.fasterxml.jackson.databind..",
                        "io.supportassistant.events..",
                        "io.supportassistant.settings..",
                        HOUSE + "..")
                .check(CLASSES);
    }

    /** A reader with an action of its own at its death would leave a process that reads nothing. */
    @Test
    void shouldEndTheProcessWhenAReaderDies() {
        noClasses()
                .should()
                .callConstructor(
                        TopicTail.class,
                        String.class,
                        Map.class,
                        List.class,
                        Duration.class,
                        Consumer.class,
                        Runnable.class)
                .check(CLASSES);
    }
}
