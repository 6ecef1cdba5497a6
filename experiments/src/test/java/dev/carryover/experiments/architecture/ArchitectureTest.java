package dev.carryover.experiments.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.carryover.backend.Backend;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Engine and experiments keep their rules, and each rule catches the fixture that breaks it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final String FIXTURE = "dev.carryover.experiments.architecture.fixture";
  private static final ExperimentsRules RULES = new ExperimentsRules("dev.carryover");

  private static final Map<String, String> VIOLATORS =
      Map.of(
          "nobody imports experiments", "engine.KnowsExperiments",
          "experiments import no backend's implementation", "experiments.evaluation.Parses",
          "picocli is for cli", "experiments.evaluation.Parses",
          "progressbar is for console", "experiments.cli.Bars",
          "ONNX is for export", "experiments.cli.Bars",
          "nothing but papers and cli knows a paper", "experiments.report.answer.KnowsAPaper",
          "figures and documents know no plan and no run", "experiments.report.figure.KnowsARun");

  private final JavaClasses production =
      imported(
          new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS),
          "dev.carryover");

  /** The rules ask for names alone, so what lies outside is not read: it takes many seconds. */
  private static JavaClasses imported(ClassFileImporter importer, String root) {
    return ArchConfiguration.withThreadLocalScope(configuration -> {
      configuration.setResolveMissingDependenciesFromClassPath(false);
      return importer.importPackages(root);
    });
  }

  @TestFactory
  Stream<DynamicTest> theRulesAreKept() {
    return RULES.all().entrySet().stream()
        .map(rule ->
            DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(production)));
  }

  @Test
  void theEngineIsLookedAtToo() {
    assertThat(production.contain(Backend.class)).isTrue();
    assertThat(production.contain("dev.carryover.backend.ejml.EjmlBackend")).isTrue();
  }

  @TestFactory
  Stream<DynamicTest> eachRuleCatchesWhatBreaksIt() {
    JavaClasses fixture = imported(new ClassFileImporter(), FIXTURE);
    return new ExperimentsRules(FIXTURE)
        .all().entrySet().stream()
            .map(rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(),
                    () -> {
                      String violator =
                          Objects.requireNonNull(VIOLATORS.get(rule.getKey()), rule.getKey());
                      assertThat(rule.getValue().evaluate(fixture).getFailureReport().getDetails())
                          .isNotEmpty()
                          .allMatch(detail -> detail.contains(FIXTURE + "." + violator));
                    }));
  }

  /** As a module path would demand it. */
  @Test
  void noPackageLiesInTwoModules() {
    assertThat(homes(production))
        .hasSizeGreaterThan(20)
        .allSatisfy((name, homes) -> assertThat(homes).as(name).hasSize(1));
  }

  /** Our tests lie in the packages that they test, but in folders of their own. */
  @Test
  void aPackageInTwoPlacesIsFound() {
    JavaClasses all = imported(new ClassFileImporter(), "dev.carryover.experiments.plan");
    assertThat(homes(all).get("dev.carryover.experiments.plan")).hasSize(2);
  }

  /** The folders and jars that a package's classes come from. */
  private static Map<String, Set<String>> homes(JavaClasses classes) {
    return classes.stream()
        .collect(
            Collectors.groupingBy(
                JavaClass::getPackageName, Collectors.mapping(ArchitectureTest::home, toSet())));
  }

  private static String home(JavaClass type) {
    String file = type.getSource().orElseThrow().getUri().toString();
    return file.substring(0, file.indexOf("/dev/carryover/"));
  }

  @Test
  void aRuleWithNothingToLookAtFails() {
    JavaClasses nothing = new ClassFileImporter().importPackages("dev.carryover.none");
    RULES
        .all()
        .forEach((name, rule) ->
            assertThatThrownBy(() -> rule.check(nothing))
                .as(name)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed to check any classes"));
  }
}
