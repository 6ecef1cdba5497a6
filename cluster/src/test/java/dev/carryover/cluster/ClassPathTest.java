package dev.carryover.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.carryover.experiments.scheduler.Scheduler;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.slf4j.spi.SLF4JServiceProvider;

/** What is beside Spark on the class path, and who knows of it. */
class ClassPathTest {
  @Test
  void loggingHasOneProvider() {
    assertThat(ServiceLoader.load(SLF4JServiceProvider.class)).hasSize(1);
  }

  @Test
  void theSchedulerIsFound() {
    assertThat(ServiceLoader.load(Scheduler.class))
        .extracting(Scheduler::name)
        .containsExactly("spark");
  }

  @Test
  void sparkIsForClusterAlone() {
    JavaClasses production =
        ArchConfiguration.withThreadLocalScope(configuration -> {
          configuration.setResolveMissingDependenciesFromClassPath(false);
          return new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
              .importPackages("dev.carryover");
        });
    assertThat(production.contain(SparkScheduler.class)).isTrue();
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.carryover.cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
        .check(production);
    noClasses()
        .that()
        .resideInAPackage("dev.carryover.cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.carryover.experiments.cli..", "dev.carryover.backend..")
        .check(production);
  }
}
