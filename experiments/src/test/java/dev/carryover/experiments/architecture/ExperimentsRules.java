package dev.carryover.experiments.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who may import whom around the experiments.
 *
 * @param root the package that {@code experiments} and {@code backend} lie in
 */
record ExperimentsRules(String root) {

  /** Every rule by its name. */
  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("nobody imports experiments", nobodyImportsExperiments());
    rules.put("experiments import no backend's implementation", experimentsImportNoBackend());
    rules.put("picocli is for cli", onlyIn("cli", "picocli"));
    rules.put("progressbar is for console", onlyIn("console", "me.tongfei"));
    rules.put("ONNX is for export", onlyIn("export", "ai.onnx"));
    rules.put("nothing but papers and cli knows a paper", onlyPapersKnowAPaper());
    rules.put("figures and documents know no plan and no run", drawingKnowsNoRun());
    return rules;
  }

  /** The console prints what papers compare. */
  private ArchRule onlyPapersKnowAPaper() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".experiments..")
        .and()
        .resideOutsideOfPackages(
            root + ".experiments.papers..",
            root + ".experiments.cli..",
            root + ".experiments.console..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(root + ".experiments.papers..");
  }

  private ArchRule drawingKnowsNoRun() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            root + ".experiments.report.figure..",
            root + ".experiments.report.chart..",
            root + ".experiments.report.document..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            root + ".experiments.plan..",
            root + ".experiments.run..",
            root + ".experiments.record..",
            root + ".experiments.evaluation..",
            root + ".experiments.report",
            root + ".experiments.report.answer..",
            root + ".experiments.report.contents..",
            root + ".experiments.report.section..");
  }

  private ArchRule nobodyImportsExperiments() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage(root + ".experiments..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(root + ".experiments..");
  }

  private ArchRule experimentsImportNoBackend() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".experiments..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(root + ".backend.*..");
  }

  private ArchRule onlyIn(String user, String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".experiments." + user + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..");
  }
}
