package dev.carryover.data.source;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.synthetic.SyntheticDigits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the data that a name stands for: {@code mnist}, {@code synthetic}, {@code auto}, or a
 * folder of one's own.
 *
 * @param mnist the data set that {@code mnist} names
 * @param dataFolder {@code CARRYOVER_DATA}, a folder of data sets, each in a folder of its name
 * @param cacheFolder where downloads are kept, each data set in a folder of its name; made when
 *     needed
 * @param downloader how they are fetched
 * @param seed of the synthetic digits
 */
public record DataSource(
    KnownDataSet mnist,
    Optional<Path> dataFolder,
    Path cacheFolder,
    Downloader downloader,
    long seed) {
  /** Takes the best data there is: MNIST, and synthetic digits only when it cannot be had. */
  public static final String AUTO = "auto";

  /** The digits that {@link SyntheticDigits} draws. */
  public static final String SYNTHETIC = "synthetic";

  /** As many training examples as MNIST-5000 needs. */
  public static final int SYNTHETIC_TRAIN = 5_000;

  /** As many test examples as MNIST's own test file holds. */
  public static final int SYNTHETIC_TEST = 10_000;

  /**
   * Data, and how it came to be this.
   *
   * @param data what was found
   * @param origin where it came from, one phrase
   * @param fallback why it is synthetic although real digits would have been better; to be said
   *     loudly, in the console and in the report
   */
  public record Found(DataSet data, String origin, Optional<String> fallback) {}

  /**
   * The data that a name stands for.
   *
   * <ul>
   *   <li>{@code mnist}: from {@code CARRYOVER_DATA/mnist} if that exists, else from the cache
   *       folder, else downloaded into it.
   *   <li>{@code auto}: the same, but synthetic digits if it can neither be found nor downloaded.
   *   <li>{@code synthetic}: 5,000 training and 10,000 test digits, drawn from the seed.
   *   <li>anything else: the folder of that path, as {@link DataFolder} reads it.
   * </ul>
   *
   * @param layout how the images of a folder lie, where its files do not say it
   * @throws DataException if the data cannot be had, or a layout is given for images whose layout
   *     is known. {@code auto} too fails when {@code CARRYOVER_DATA} is no folder or holds a
   *     damaged data set: what a user points at is never passed over.
   */
  public Found find(String name, ImageLayout layout, DataListener listener) {
    if (List.of(SYNTHETIC, AUTO, mnist.name()).contains(name)) {
      requireUnsaid(name, layout);
    }
    if (name.equals(SYNTHETIC)) {
      return synthetic(Optional.empty());
    }
    if (name.equals(AUTO)) {
      return auto(listener);
    }
    if (name.equals(mnist.name())) {
      return userFolder().orElseGet(() -> cachedOrFetched(listener));
    }
    DataFolder.Loaded loaded = DataFolder.load(Path.of(name), layout);
    String origin = loaded.remark().map(remark -> name + ", " + remark).orElse(name);
    return new Found(loaded.data(), origin, Optional.empty());
  }

  private static void requireUnsaid(String name, ImageLayout layout) {
    if (!layout.equals(ImageLayout.UNSAID)) {
      throw new DataException(
          "--image-size and --transposed: expected with a folder of one's own, found with data "
              + name);
    }
  }

  /** Every place where a known data set is looked for, in that order, with its files' checksums. */
  public List<DataPlace> places() {
    List<DataPlace> places = new ArrayList<>();
    dataFolder.ifPresent(folder -> places.add(place(folder)));
    places.add(place(cacheFolder));
    places.add(new DataPlace(SYNTHETIC, Optional.empty(), List.of()));
    return places;
  }

  /**
   * Downloads MNIST into the cache folder unless it is there already, damaged files anew.
   *
   * @return the folder that now holds it
   * @throws DataException if it cannot be downloaded or written
   */
  public Path fetch(DataListener listener) {
    Path folder = cacheFolder.resolve(mnist.name());
    downloader.fetch(mnist, folder, listener);
    return folder;
  }

  private Found auto(DataListener listener) {
    Optional<Found> fromUser = userFolder();
    if (fromUser.isPresent()) {
      return fromUser.get();
    }
    try {
      return cachedOrFetched(listener);
    } catch (DataException e) {
      return synthetic(Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private Optional<Found> userFolder() {
    if (dataFolder.isEmpty()) {
      return Optional.empty();
    }
    if (!Files.isDirectory(dataFolder.get())) {
      throw new DataException(
          "CARRYOVER_DATA: expected a folder of data sets, found none at " + dataFolder.get());
    }
    Path folder = dataFolder.get().resolve(mnist.name());
    return Files.exists(folder) ? Optional.of(load(folder)) : Optional.empty();
  }

  private Found cachedOrFetched(DataListener listener) {
    try {
      return load(cacheFolder.resolve(mnist.name()));
    } catch (DataException absentOrDamaged) {
      return load(fetch(listener)); // fetch looks at each file and tells which are damaged
    }
  }

  private Found load(Path folder) {
    return new Found(mnist.load(folder), folder.toString(), Optional.empty());
  }

  private DataPlace place(Path parent) {
    Path folder = parent.resolve(mnist.name());
    return new DataPlace(mnist.name(), Optional.of(folder), mnist.check(folder));
  }

  private Found synthetic(Optional<String> fallback) {
    return new Found(
        SyntheticDigits.dataSet(SYNTHETIC_TRAIN, SYNTHETIC_TEST, seed),
        "drawn from seed " + seed,
        fallback);
  }
}
