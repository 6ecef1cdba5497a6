package dev.carryover.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The engine keeps its rules, and each rule catches the fixture class that breaks it. */
class ArchitectureTest {
  private static final String FIXTURE = "dev.carryover.architecture.fixture";
  private static final EngineRules RULES = new EngineRules("dev.carryover");
  private static final EngineRules FIXTURE_RULES = new EngineRules(FIXTURE);

  /** What each rule must name when it looks at the fixture. */
  private static final Map<String, List<String>> VIOLATORS =
      Map.ofEntries(
          Map.entry("data imports nothing of ours", List.of("data.ReadsANetwork")),
          Map.entry("data.idx imports data", List.of("data.idx.KnowsASource")),
          Map.entry("data.text imports data", List.of("data.text.KnowsAnotherFormat")),
          Map.entry("data.synthetic imports data", List.of("data.synthetic.DrawsFromFiles")),
          Map.entry(
              "data.source imports data and its parts", List.of("data.source.FetchesANetwork")),
          Map.entry("network imports nothing of ours", List.of("network.ReadsData")),
          Map.entry("program imports network", List.of("program.KnowsABackend")),
          Map.entry(
              "the backend contract imports values", List.of("backend.KnowsAnImplementation")),
          Map.entry(
              "training imports the backend contract and values",
              List.of("training.NamesAnImplementation")),
          Map.entry("backends import the contract and values", List.of("backend.other.Trains")),
          Map.entry("weights import values", List.of("weights.ReadsAProgram")),
          Map.entry("backends do not import each other", List.of("backend.other.Delegates")),
          Map.entry(
              "misuse is refused in one place for all backends",
              List.of("backend.other.Delegates.compile")),
          Map.entry(
              "EJML is for backend.ejml and the principal axes",
              List.of("training.NamesAnImplementation")),
          Map.entry("Jackson is for weights", List.of("program.KnowsABackend")),
          Map.entry("the Vector API is for backend.vector", List.of("backend.ejml.Vectors")),
          Map.entry(
              "the engine prints nothing",
              List.of(
                  "network.ReadsData.print",
                  "network.ReadsData.complain",
                  "network.ReadsData.trace",
                  "network.ReadsData.greet")),
          Map.entry(
              "the engine reads no environment",
              List.of("data.ReadsANetwork.one", "data.ReadsANetwork.all")),
          Map.entry(
              "the engine holds no mutable static",
              List.of(
                  "program.KnowsABackend.counter",
                  "program.KnowsABackend.COUNT",
                  "program.KnowsABackend.TABLE",
                  "program.KnowsABackend.RANDOM")));

  @TestFactory
  Stream<DynamicTest> theEngineKeepsItsRules() {
    JavaClasses engine =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.carryover");
    return RULES.all().entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(engine)));
  }

  @TestFactory
  Stream<DynamicTest> eachRuleCatchesWhatBreaksIt() {
    JavaClasses fixture = new ClassFileImporter().importPackages(FIXTURE);
    return FIXTURE_RULES.all().entrySet().stream()
        .map(rule ->
            DynamicTest.dynamicTest(
                rule.getKey(),
                () -> {
                  EvaluationResult result = rule.getValue().evaluate(fixture);
                  String details = String.join("\n", result.getFailureReport().getDetails());
                  List<String> violators =
                      Objects.requireNonNull(VIOLATORS.get(rule.getKey()), rule.getKey());
                  assertThat(details).contains(violators);
                }));
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
