package dev.carryover.experiments.record.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.job.StoppableJob.StoppedException;
import dev.carryover.experiments.run.StageProgress;
import dev.carryover.experiments.run.TinyExperiments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final JobOrigin NOW = StoppableJob.ORIGIN;

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();
  private StoppableJob job = new StoppableJob(Path.of(""), experiment(), "ejml");

  private static Experiment experiment() {
    return TinyExperiments.paper("corrected", 5, 2);
  }

  /** Stopped in its first stage, after four epochs, each with its checkpoint. */
  @BeforeEach
  void stop() {
    job = new StoppableJob(folder, experiment(), "ejml");
    assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> job.run(4));
  }

  private Optional<Integer> epochOfNewest(JobOrigin now) {
    return job.checkpoints()
        .newest(now, said::add)
        .map(checkpoint -> checkpoint.running().map(StageProgress::epochsDone).orElseThrow());
  }

  /** The newest first. */
  private List<Path> files() throws IOException {
    try (var files = Files.list(folder.resolve("checkpoints"))) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }

  @Test
  void theLastTwoAreKeptAndNoneOnceTheJobIsDone() throws IOException {
    assertThat(files()).hasSize(2);
    assertThat(epochOfNewest(NOW)).contains(4);
    assertThat(said).isEmpty();
    job.checkpoints().remove();
    assertThat(folder.resolve("checkpoints")).doesNotExist();
    assertThat(epochOfNewest(NOW)).isEmpty();
  }

  @Test
  void ofOneThatIsCutShortTheOlderIsTaken() throws IOException {
    Path newest = files().getFirst();
    byte[] content = Files.readAllBytes(newest);
    Files.write(newest, Arrays.copyOf(content, content.length - 1));
    assertThat(epochOfNewest(NOW)).contains(3);
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith(newest + ": damaged: expected the CRC-32C in its name, found ");
  }

  @Test
  void ofOneWithABitFlippedTheOlderIsTakenWhereverTheBitIs() throws IOException {
    Path newest = files().getFirst();
    byte[] content = Files.readAllBytes(newest);
    for (int at : List.of(0, 100, content.length / 2, content.length - 1)) {
      byte[] flipped = content.clone();
      flipped[at] ^= 4;
      Files.write(newest, flipped);
      assertThat(epochOfNewest(NOW)).as("byte %d", at).contains(3);
    }
    assertThat(said).hasSize(4).allMatch(line -> line.contains(": damaged: "));
  }

  @Test
  void whereAllAreDamagedTheJobBeginsAgain() throws IOException {
    for (Path file : files()) {
      Files.write(file, new byte[] {1});
    }
    assertThat(epochOfNewest(NOW)).isEmpty();
    assertThat(said).hasSize(2);
  }

  @Test
  void oneOfAnotherVersionIsRefusedAndTheOlderTaken() throws IOException {
    Path newest = files().getFirst();
    String text = Files.readString(newest, StandardCharsets.ISO_8859_1);
    // The first is the checkpoint's own; that of the job in it comes later.
    String later = text.replaceFirst("schema\\\\\" : 1", "schema\\\\\" : 2");
    assertThat(later).isNotEqualTo(text);
    Files.delete(newest);
    byte[] content = later.getBytes(StandardCharsets.ISO_8859_1);
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    String crc = HexFormat.of().toHexDigits((int) checksum.getValue());
    Path other = Files.write(newest.resolveSibling("corrected.9." + crc + ".safetensors"), content);
    assertThat(epochOfNewest(NOW)).contains(3);
    assertThat(said).containsExactly(other + ": expected schema 1, found 2");
  }

  @Test
  void thoseOfOtherExperimentsDataOrProgramsAreRefusedWithWhatChanged() throws IOException {
    refused(new JobOrigin("x", "d", "p", "b", "v"), "experiment.yaml, SHA-256 e, found x");
    refused(new JobOrigin("e", "x", "p", "b", "v"), "the data, SHA-256 d, found x");
    refused(new JobOrigin("e", "d", "x", "b", "v"), "Carryover p, found x");
    assertThat(epochOfNewest(new JobOrigin("e", "d", "p", "x", "x"))).contains(4);
  }

  private void refused(JobOrigin now, String change) throws IOException {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> epochOfNewest(now))
        .withMessage(files().getFirst() + ": expected " + change);
  }

  @Test
  void anotherExperimentsAreNotThisOnes() {
    Checkpoints others =
        new Checkpoints(new RunFolder(folder), TinyExperiments.paper("published", 5, 2));
    assertThat(others.newest(NOW, said::add)).isEmpty();
    others.remove();
    assertThat(epochOfNewest(NOW)).contains(4);
  }
}
