package dev.carryover.experiments.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.record.Provenance;
import dev.carryover.experiments.record.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RepetitionTest {

  private static RunRecord record(
      String data, String backend, Optional<String> fallback, String... commandLine) {
    return new RunRecord(
        RunRecord.SCHEMA,
        "reproduce",
        true,
        new RunRecord.Spec(
            data, backend, Optional.of("vera2024"), Optional.of("both"), 3, OptionalInt.of(200), 7),
        Provenance.here(Instant.EPOCH, 7, List.of(commandLine), Map.of()),
        new RunRecord.BackendUsed("vector", "some processor", 0, "CPU", "", ""),
        new RunRecord.DataUsed("mnist", "", "", fallback, 28, 28),
        new RunRecord.Seconds(1, 1),
        List.of(),
        Map.of(),
        Optional.empty());
  }

  @Test
  void defaultsAreFilledInWithWhatTheyCameTo() {
    assertThat(Repetition.command(record("auto", "auto", Optional.empty(), "reproduce")))
        .isEqualTo(
            "./carryover reproduce --data auto --backend vector --protocol both --replicas 3"
                + " --epochs 200 --seed 7");
  }

  @Test
  void whatWasSaidThenIsNotSaidTwiceAndNoFolderIsWrittenOver() {
    assertThat(
            Repetition.command(
                record(
                    "mnist",
                    "opencl:1",
                    Optional.empty(),
                    "transfer",
                    "--weights",
                    "runs/a",
                    "--backend=opencl:1",
                    "--out",
                    "runs/b",
                    "--quiet",
                    "--seed",
                    "7")))
        .isEqualTo(
            "./carryover transfer --weights runs/a --quiet --data mnist --backend opencl:1"
                + " --protocol both --replicas 3 --epochs 200 --seed 7");
  }

  @Test
  void aFallbackIsRepeatedAsWhatItWas() {
    assertThat(Repetition.command(record("auto", "auto", Optional.of("no network"), "reproduce")))
        .contains("--data synthetic");
  }

  @Test
  void whatAShellWouldTakeApartIsQuoted() {
    assertThat(Repetition.command(record("it's; rm", "auto", Optional.empty(), "reproduce")))
        .contains("--data 'it'\\''s; rm' --backend");
  }
}
