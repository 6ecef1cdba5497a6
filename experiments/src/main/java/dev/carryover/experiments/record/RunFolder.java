package dev.carryover.experiments.record;

import dev.carryover.data.DataException;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.protocol.Trained;
import dev.carryover.experiments.weights.NetworkWeights;
import dev.carryover.experiments.weights.NetworkWeights.Head;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One run's folder: {@code run.json}, {@code history.csv}, {@code weights/}.
 *
 * @param path the folder, which exists
 */
public record RunFolder(Path path) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /**
   * A new folder, {@code runs/<time>-<command>}.
   *
   * @throws UncheckedIOException if it cannot be made
   */
  public static RunFolder create(String command, Instant started) {
    String time = TIME.withZone(ZoneId.systemDefault()).format(started);
    Path path = Path.of("runs", time + "-" + command);
    for (int i = 2; Files.exists(path); i++) {
      path = Path.of("runs", time + "-" + command + "-" + i);
    }
    return createAt(path);
  }

  /**
   * A folder of the user's choice, new or empty.
   *
   * @throws DataException if there is something in it, or it is no folder
   */
  public static RunFolder createAt(Path path) {
    if (Files.exists(path) && !isEmptyFolder(path)) {
      throw new DataException("--out: expected a new or empty folder, found something in " + path);
    }
    try {
      return new RunFolder(Files.createDirectories(path));
    } catch (IOException e) {
      throw new DataException(
          "--out: expected a place where a folder can be made, found %s: %s"
              .formatted(path, e.getClass().getSimpleName()),
          e);
    }
  }

  private static boolean isEmptyFolder(Path path) {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Where the history is. */
  public Path history() {
    return path.resolve("history.csv");
  }

  /** Writes {@code run.json}. */
  public void write(RunRecord record) {
    AtomicFile.write(path.resolve("run.json"), record.toJson());
  }

  /** Writes every replica's parameters, one file each. */
  public void writeWeights(Protocol protocol, Run run, Trained trained) {
    Head head = run.reconstructs() ? Head.DECODER : Head.CLASSIFIER;
    for (int r = 0; r < trained.program().replicas(); r++) {
      AtomicFile.write(
          weights(protocol, run, r),
          NetworkWeights.encode(
              trained.program().network(),
              head,
              trained.state().parameters(),
              r,
              Map.of(
                  "protocol", protocol.key(), "run", run.key(), "replica", Integer.toString(r))));
    }
  }

  /** Where one replica's parameters are. */
  public Path weights(Protocol protocol, Run run, int replica) {
    return path.resolve("weights")
        .resolve("%s-%s-%d.safetensors".formatted(protocol.key(), run.key(), replica));
  }
}
