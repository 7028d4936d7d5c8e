package io.supportassistant.job;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ArchitectureTest {

    private static final String HOUSE = "io.supportassistant.job";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(HOUSE);

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldLetNoPackageDependOnTheTopology() {
        // Only what wires the job, in the root package, may know the topology.
        noClasses()
                .that(
                        resideInAPackage(HOUSE + ".*..")
                                .and(resideOutsideOfPackage(HOUSE + ".topology..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(HOUSE + ".topology..")
                .check(CLASSES);
    }
}
