package io.supportassistant.crm.vendors;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ArchitectureTest {

    private static final String CRM = "io.supportassistant.crm";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(CRM);

    @Test
    void shouldKeepTheDecisionsAndTheFileDatabaseFreeOfHttp() {
        noClasses()
                .that()
                .resideInAnyPackage(CRM, CRM + ".file")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .check(CLASSES);
    }

    @Test
    void shouldKeepClientsOfCrmsFreeOfEachOther() {
        slices().matching(CRM + ".(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAPackage(CRM + ".rest"))
                .ignoreDependency(resideInAPackage(CRM + ".vendors"), alwaysTrue())
                .check(CLASSES);
    }
}
