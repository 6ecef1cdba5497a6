package dev.carryover.experiments.cli;

import dev.carryover.data.source.CacheFolder;
import dev.carryover.data.source.DataListener;
import dev.carryover.data.source.DataSource;
import dev.carryover.data.source.Downloader;
import dev.carryover.data.source.KnownDataSets;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Where data is looked for, by this process's environment. */
final class Sources {
  private Sources() {}

  /**
   * The places, in their order.
   *
   * @param seed of the synthetic digits
   */
  static DataSource of(long seed) {
    return new DataSource(
        KnownDataSets.all(),
        Optional.ofNullable(System.getenv("CARRYOVER_DATA")).map(Path::of),
        CacheFolder.of(System.getenv(), System.getProperties()),
        Downloader.DEFAULT,
        seed);
  }

  /** Says what happens to downloads. */
  static DataListener listener(PrintWriter err) {
    return new DataListener() {
      @Override
      public void note(String line) {
        err.println(line);
      }

      @Override
      public void received(String file, long received, long total) {
        if (received == total) {
          err.println("received " + file);
        }
      }
    };
  }
}
