package io.supportassistant.assist;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for this module and all modules it depends on. */
@Tag("slow")
class ArchitectureTest {

    private static final String HOUSE = "io.supportassistant";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(HOUSE);

    @Test
    void shouldNotDependOnFlinkKafkaHttpOrVendors() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink..",
                        "org.apache.kafka..",
                        "io.vertx..",
                        "io.grpc..",
                        "io.qdrant..",
                        "dev.langchain4j.model.openai..",
                        "java.net.http..",
                        "java.sql..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.flink.api.common.functions.Function",
                "org.apache.kafka.clients.producer.Producer",
                "io.vertx.core.Vertx",
                "io.grpc.Channel",
                "dev.langchain4j.model.openai.OpenAiChatModel"
            })
    void shouldNotHaveForbiddenLibrariesOnTheClassPath(String type) {
        assertThat(getClass().getClassLoader().getResource(type.replace('.', '/') + ".class"))
                .isNull();
    }
}
