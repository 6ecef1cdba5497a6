package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @TempDir Path folder;

  /** A command that is refused before it leaves anything. */
  private void refused(int status, String message, String... arguments) {
    Path out = folder.resolve("out");
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--out";
    all[arguments.length + 1] = out.toString();
    Outcome outcome = Outcome.of(all);
    assertThat(outcome.err()).startsWith(message);
    assertThat(outcome.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(outcome.status()).isEqualTo(status);
    assertThat(outcome.out()).isEmpty();
    assertThat(out).doesNotExist();
  }

  @Test
  void aloneItShowsHowItIsUsed() {
    Outcome outcome = Outcome.of();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith("Usage: carryover ")
        .contains("reproduce", "pretrain", "transfer", "heldout", "backends", "data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reproduce", "pretrain", "transfer", "heldout"})
  void everyExperimentExplainsItsOptions(String command) {
    Outcome outcome = Outcome.of(command, "--help");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .startsWith("Usage: carryover " + command)
        .contains(
            "--data",
            "--backend",
            "--protocol",
            "--replicas",
            "--epochs",
            "--seed",
            "--out",
            "--quiet",
            "--debug");
  }

  @Test
  void itsVersionIsSaid() {
    assertThat(Outcome.of("--version").out()).startsWith("carryover ");
  }

  @Test
  void whatIsUnknownIsNamed() {
    refused(2, "Unknown option: '--turbo'", "reproduce", "--turbo");
    refused(2, "Unmatched arguments from index 0: 'reprodcue', '--out', ", "reprodcue");
    refused(
        2,
        "PAPER: expected one of vera2024, erhan2010, larochelle2009, found mnist",
        "reproduce",
        "mnist");
  }

  @Test
  void usageErrorsSayWhereHelpIs() {
    assertThat(Outcome.of("reproduce", "--turbo").err().lines())
        .last()
        .isEqualTo("Try carryover reproduce --help");
  }

  @ParameterizedTest
  @CsvSource({
    "--epochs,many,an int",
    "--epochs,1e3,an int",
    "--replicas,1.5,an int",
    "--replicas,99999999999,an int",
    "--seed,0x1,a long"
  })
  void numbersThatAreNoneAreRefused(String option, String value, String type) {
    refused(
        2,
        "Invalid value for option '%s': '%s' is not %s".formatted(option, value, type),
        "reproduce",
        option,
        value);
  }

  @ParameterizedTest
  @CsvSource({"--epochs,0", "--epochs,-1", "--replicas,0", "--replicas,-2147483648"})
  void numbersBelowOneAreRefused(String option, String value) {
    refused(2, option + ": expected at least 1, found " + value, "pretrain", option, value);
  }

  @Test
  void moreReplicasThanOneProgramHoldsAreRefused() {
    refused(
        2,
        "7000 replicas of stages.autoencoder: 7000 replicas of 784-200-784 have more than 2^31 - 1"
            + " parameters",
        "pretrain",
        "--data",
        "synthetic",
        "--backend",
        "ejml",
        "--replicas",
        "7000");
  }

  @Test
  void emptyNamesAreRefused() {
    refused(
        2,
        "--data: expected a data set's name or a folder, found nothing",
        "pretrain",
        "--data",
        "");
    Outcome outcome = Outcome.of("pretrain", "--out", "");
    assertThat(outcome.err()).startsWith("--out: expected a name, found none").hasLineCount(1);
    assertThat(outcome.status()).isEqualTo(2);
  }

  @Test
  void compareKnowsBeforeItWorksThatItCannotWrite() {
    Outcome outcome = Outcome.of("compare", "--json", folder.toString());
    assertThat(outcome.err())
        .startsWith(
            "--json: expected a file that can be written, found %s: a folder".formatted(folder))
        .hasLineCount(1);
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void anOptionWithoutItsValueIsRefused() {
    assertThat(Outcome.of("reproduce", "--data"))
        .matches(outcome -> outcome.status() == 2)
        .matches(outcome -> outcome.err().startsWith("Missing required parameter for option"));
  }

  @Test
  void anUnknownProtocolIsRefusedAndTheKnownOnesListed() {
    refused(
        2,
        "Invalid value for option '--protocol': expected one of [PUBLISHED, CORRECTED, BOTH]"
            + " (case-insensitive) but was 'sound'",
        "reproduce",
        "--protocol",
        "sound");
  }

  @Test
  void anUnknownBackendIsBadUsage() {
    refused(
        2, "--backend: no backend is called cuda; there are ", "reproduce", "--backend", "cuda");
    refused(
        2,
        "--backend: expected a device number after the colon in ejml:gpu",
        "reproduce",
        "--backend",
        "ejml:gpu");
  }

  @Test
  void aDeviceThatIsNotThereIsABackendThatIsNotReady() {
    refused(3, "backend ejml has no device 7, only 0 (", "reproduce", "--backend", "ejml:7");
  }

  @Test
  void stackTracesAreForThoseWhoDebug() {
    assertThat(Outcome.of("reproduce", "--backend", "ejml:7").err()).doesNotContain("\tat ");
    assertThat(Outcome.of("reproduce", "--backend", "ejml:7", "--debug").err())
        .contains("BackendNotReadyException", "\tat ");
  }

  @Test
  void backendsAreListedWithTheirDevices() {
    Outcome outcome = Outcome.of("backends");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).containsPattern("(?m)^ejml +ready +ejml:0 +Java on .*float64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "data list"})
  void dataSetsAreListedWithTheirPlaces(String command) {
    Outcome outcome = Outcome.of(command.split(" ", -1));
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .containsPattern("(?m)^mnist +")
        .containsPattern("(?m)^synthetic +ready +built in$");
  }

  @Test
  void packingNeedsTheLauncher() {
    refused(
        2, "package: expected to be started by the launcher ./carryover, found none", "package");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --for mars            | --for: expected spark, found 'mars'
          --for spark --runtime | --runtime: expected without --for, found both
          --for spark           | --for: expected carryover-spark.jar on the class path for spark, found none
          """)
  void packingForAClusterNeedsOneThatIsKnownAndItsJar(String options, String message) {
    refused(2, message, ("package " + options).split(" ", -1));
  }
}
