package dev.carryover.cluster;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that hold runs on Spark to the run of a sweep in one process. */
@Timeout(300)
abstract class SweepTest {
  static final String CLUSTER = "local-cluster[2,1,2048]";

  static Sweep sweep = new Sweep(Path.of(""), Path.of(""));

  @TempDir private static Path shared = Path.of("");
  @TempDir Path folder = Path.of("");

  @BeforeAll
  static void runInOneProcess() throws Exception {
    sweep = Sweep.undisturbed(shared);
  }
}
