package dev.carryover.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The examples need nothing that a stranger's program could not have. */
class ArchitectureTest {
  private static final ArchRule NO_IMPLEMENTATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.carryover.backend.ejml..", "dev.carryover.backend.vector..");

  @Test
  void examplesImportNoBackendsImplementation() {
    NO_IMPLEMENTATION.check(
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.carryover.examples"));
  }

  @Test
  void aPackageThatImportsOneIsFound() {
    assertThatThrownBy(() ->
            NO_IMPLEMENTATION.check(
                new ClassFileImporter().importPackages("dev.carryover.backend.conformance")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("EjmlBackend");
  }
}
