package io.supportassistant.job.crm;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String CRM = "io.supportassistant.job.crm";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(CRM);

    @Test
    void shouldKeepWhatConcernsAnyCrmFreeOfHowOneIsReached() {
        // But for the two that list what there is and what can be set.
        noClasses()
                .that(
                        resideInAPackage(CRM)
                                .and(not(type(CrmProviders.class)))
                                .and(not(type(CrmSettings.class))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CRM + ".*..")
                .check(CLASSES);
    }

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
                .check(CLASSES);
    }
}
