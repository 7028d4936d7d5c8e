package io.supportassistant.local;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules for the packages of all modules, which are on this module's class path. */
@Tag("slow")
class PackagesTest {

    @Test
    void shouldHaveNoCycles() {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .withImportOption(location -> !location.contains("-tests.jar"))
                        .importPackages("io.supportassistant");

        assertThat(classes)
                .extracting(type -> type.getPackageName())
                .contains(
                        "io.supportassistant.bridge.genesys",
                        "io.supportassistant.evaluation.entities",
                        "io.supportassistant.indexjob",
                        "io.supportassistant.crm.salesforce",
                        "io.supportassistant.push",
                        "io.supportassistant.analytics");
        slices().matching("io.supportassistant.(**)").should().beFreeOfCycles().check(classes);
    }
}
