package io.watchbill.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "io.watchbill.rules", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule TESTS_OF_RULES_NEVER_EXPECT_WHAT_THEIR_PROMQL_SAYS = noClasses()
            .that()
            .resideInAPackage("io.watchbill.rules.proof")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.watchbill.plan.promql")
            .because("a test that reads the query that it judges finds no mistake in it");

    @ArchTest
    static final ArchRule GENERATORS_NEITHER_READ_FILES_NOR_THE_CLOCK = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .callMethod(Instant.class, "now");
}
