package dev.carryover.data.source;

import static java.util.stream.Collectors.joining;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.synthetic.SyntheticDigits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the data that a name stands for: a published set's or one made from MNIST, {@code
 * synthetic}, {@code auto}, or a folder of one's own.
 *
 * @param known the published sets that can be named, MNIST first
 * @param dataFolder {@code CARRYOVER_DATA}, a folder of data sets, each in a folder of its name
 * @param cacheFolder where downloads are kept, each data set in a folder of its name; made when
 *     needed
 * @param downloader how they are fetched
 * @param seed of the synthetic digits
 */
public record DataSource(
    List<KnownDataSet> known,
    Optional<Path> dataFolder,
    Path cacheFolder,
    Downloader downloader,
    long seed) {
  /** Takes the best data there is: MNIST, and synthetic digits only when it cannot be had. */
  public static final String AUTO = "auto";

  /** The digits that {@link SyntheticDigits} draws. */
  public static final String SYNTHETIC = "synthetic";

  /** Copies the list. */
  public DataSource {
    known = List.copyOf(known);
  }

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
   *   <li>a published set's, such as {@code mnist}: from its folder in {@code CARRYOVER_DATA} if
   *       that exists, else from that in the cache folder, else downloaded into it.
   *   <li>a {@link MnistVariation}'s, such as {@code mnist-rot}: made from MNIST, had in that way.
   *   <li>{@code auto}: MNIST, but synthetic digits if it can neither be found nor downloaded.
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
    if (names().contains(name)) {
      requireUnsaid(name, layout);
    }
    if (name.equals(SYNTHETIC)) {
      return synthetic(Optional.empty());
    }
    if (name.equals(AUTO)) {
      return auto(listener);
    }
    Optional<KnownDataSet> published = published(name);
    if (published.isPresent()) {
      return found(published.get(), listener);
    }
    Optional<MnistVariation> variation = MnistVariation.named(name);
    if (variation.isPresent()) {
      Found mnist = found(mnist(), listener);
      return new Found(
          variation.get().of(mnist.data()), "made from " + mnist.origin(), Optional.empty());
    }
    if (Path.of(name).getNameCount() == 1 && !Files.exists(Path.of(name))) {
      throw new DataException(
          "data: expected a folder or one of %s, found %s"
              .formatted(String.join(", ", names()), name));
    }
    DataFolder.Loaded loaded = DataFolder.load(Path.of(name), layout);
    String origin = loaded.remark().map(remark -> name + ", " + remark).orElse(name);
    return new Found(loaded.data(), origin, Optional.empty());
  }

  /** Every name that stands for data; anything else is a folder. */
  public List<String> names() {
    return Stream.of(
            Stream.of(AUTO),
            known.stream().map(KnownDataSet::name),
            Stream.of(MnistVariation.values()).map(MnistVariation::dataSetName),
            Stream.of(SYNTHETIC))
        .flatMap(names -> names)
        .toList();
  }

  private Optional<KnownDataSet> published(String name) {
    return known.stream().filter(set -> set.name().equals(name)).findFirst();
  }

  private KnownDataSet mnist() {
    return known.getFirst();
  }

  private Found found(KnownDataSet set, DataListener listener) {
    return userFolder(set).orElseGet(() -> cachedOrFetched(set, listener));
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
    for (KnownDataSet set : known) {
      dataFolder.ifPresent(folder -> places.add(place(set, folder)));
      places.add(place(set, cacheFolder));
    }
    places.add(new DataPlace(SYNTHETIC, Optional.empty(), List.of()));
    return places;
  }

  /**
   * Downloads a published set into the cache folder unless it is there already, damaged files anew.
   *
   * @return the folder that now holds it
   * @throws DataException if there is no set of that name, or it cannot be downloaded or written
   */
  public Path fetch(String name, DataListener listener) {
    return fetch(
        published(name)
            .orElseThrow(() ->
                new DataException(
                    "data fetch: expected one of %s, found %s"
                        .formatted(
                            known.stream().map(KnownDataSet::name).collect(joining(", ")), name))),
        listener);
  }

  private Path fetch(KnownDataSet set, DataListener listener) {
    Path folder = cacheFolder.resolve(set.folder());
    downloader.fetch(set, folder, listener);
    return folder;
  }

  private Found auto(DataListener listener) {
    Optional<Found> fromUser = userFolder(mnist());
    if (fromUser.isPresent()) {
      return fromUser.get();
    }
    try {
      return cachedOrFetched(mnist(), listener);
    } catch (DataException e) {
      return synthetic(Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private Optional<Found> userFolder(KnownDataSet set) {
    if (dataFolder.isEmpty()) {
      return Optional.empty();
    }
    if (!Files.isDirectory(dataFolder.get())) {
      throw new DataException(
          "CARRYOVER_DATA: expected a folder of data sets, found none at " + dataFolder.get());
    }
    Path folder = dataFolder.get().resolve(set.folder());
    return Files.exists(folder) ? Optional.of(load(set, folder)) : Optional.empty();
  }

  private Found cachedOrFetched(KnownDataSet set, DataListener listener) {
    try {
      return load(set, cacheFolder.resolve(set.folder()));
    } catch (DataException absentOrDamaged) {
      return load(
          set, fetch(set, listener)); // fetch looks at each file and tells which are damaged
    }
  }

  private static Found load(KnownDataSet set, Path folder) {
    String origin = set.transposed() ? folder + ", images turned upright" : folder.toString();
    return new Found(set.load(folder), origin, Optional.empty());
  }

  private static DataPlace place(KnownDataSet set, Path parent) {
    Path folder = parent.resolve(set.folder());
    return new DataPlace(set.name(), Optional.of(folder), set.check(folder));
  }

  private Found synthetic(Optional<String> fallback) {
    return new Found(
        SyntheticDigits.dataSet(SYNTHETIC_TRAIN, SYNTHETIC_TEST, seed),
        "drawn from seed " + seed,
        fallback);
  }
}
