package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where jobs run, without any scheduler on the class path. */
class SchedulerOptionsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --on spark                    | --on: expected module cluster on the class path for spark, found none
          --on mars                     | --on: expected one of local, found
          --master local[2]             | --master: expected with --on spark, found without it
          --shared /nfs                 | --shared: expected with --on spark, found without it
          --conf spark.executor.cores=4 | --conf: expected with --on spark, found without it
          """)
  void whatCannotBeIsRefusedInALine(String options, String message) {
    Path out = folder.resolve("out");
    List<String> arguments = new ArrayList<>(List.of("reproduce", "--out", out.toString()));
    arguments.addAll(List.of(options.split(" ", -1)));
    Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).startsWith(message);
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"opencl,1,opencl:1", "opencl:0,1,opencl:0", "vector,1,vector", "ejml,1,ejml"})
  void theDeviceIsTheJobsOwnWhereTheNameLeavesItOpen(String name, String address, String chosen) {
    assertThat(BackendChoice.on(name, Optional.of(address))).isEqualTo(chosen);
  }

  @Test
  void withoutADeviceOfItsOwnAJobTakesWhatIsNamed() {
    assertThat(BackendChoice.on("opencl", Optional.empty())).isEqualTo("opencl");
  }
}
