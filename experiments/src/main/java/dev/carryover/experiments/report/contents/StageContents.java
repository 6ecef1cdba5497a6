package dev.carryover.experiments.report.contents;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.SearchResults;
import dev.carryover.experiments.record.StageResults;
import dev.carryover.experiments.report.chart.Curve;
import dev.carryover.experiments.run.Reconstructions.Sample;
import dev.carryover.experiments.statistics.Summary;
import dev.carryover.weights.NamedTensor;
import dev.carryover.weights.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a run's folder holds of one stage. */
public record StageContents(RunContents run, Experiment experiment, Stage stage) {
  /**
   * What the first layer's weights are called, where the encoder is one layer and where it is more.
   */
  private static final List<String> FIRST_LAYER = List.of("encoder.weight", "encoder.0.weight");

  /** Its name for people. */
  public String name() {
    return stage.name();
  }

  /**
   * The name of one of its figures, unique in a report: keys have no dots.
   *
   * @param what letters, digits and dashes
   */
  public String figure(String what) {
    return "%s.%s.%s".formatted(experiment.key(), stage.key(), what);
  }

  /** Returns its results; empty if there are none yet. */
  public Optional<StageResults> results() {
    return run.results(experiment).stage(stage.key());
  }

  /** How its recipe was chosen; empty if it was not, or not yet. */
  public Optional<SearchResults> search() {
    return run.results(experiment).search(stage.key());
  }

  /** One figure of its last record; empty if it was not measured, or not yet. */
  public Optional<Summary> last(SetName set, Metric metric) {
    return results().flatMap(found -> found.last(set, metric));
  }

  /** One figure over the epochs; empty if there is no record of it. */
  public Optional<Curve> curve(SetName set, Metric metric) {
    return run.curves().curve(experiment.key(), stage.key(), set.key() + "." + metric.key());
  }

  /**
   * The fraction misclassified of a classifier, the squared error of an autoencoder, as it is read.
   */
  public Metric ownMetric() {
    return stage.reconstructs()
        ? Metric.squaredErrorOf(stage.measure().reading())
        : Metric.errorOf(stage.measure().reading());
  }

  /** Whether it is measured on the given images. */
  public boolean measures(SetName set) {
    return stage.measure().sets().contains(set);
  }

  /**
   * The incoming weights of replica 0's first hidden neurons; empty if the run has none.
   *
   * @param most how many at most
   * @return for each neuron {@code [pixels]}
   * @throws DataException if the file is not what it should be
   */
  public Optional<List<double[]>> features(int most) {
    Path file = run.folder().weights(experiment.key(), stage.key(), 0);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    NamedTensor weights = tensor(file, FIRST_LAYER);
    int pixels = weights.shape().getFirst();
    int hidden = weights.shape().getLast();
    requirePixels(file, weights, pixels);
    return Optional.of(
        IntStream.range(0, Math.min(most, hidden))
            .mapToObj(h ->
                IntStream.range(0, pixels)
                    .mapToDouble(i -> weights.values()[i * hidden + h])
                    .toArray())
            .toList());
  }

  /**
   * An image with its reconstruction.
   *
   * @param sample what it is
   * @param original {@code [pixels]}
   * @param reconstruction {@code [pixels]}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and only read
  public record Picture(Sample sample, double[] original, double[] reconstruction) {}

  /**
   * The test images that are kept with their reconstructions; none if there are none, or not yet.
   *
   * @throws DataException if the file is not what it should be
   */
  public List<Picture> pictures() {
    Path file = run.folder().samples(experiment.key(), stage.key());
    List<Sample> samples = results().map(StageResults::samples).orElse(List.of());
    if (samples.isEmpty() || !Files.exists(file)) {
      return List.of();
    }
    List<double[]> originals = images(file, RunFolder.ORIGINALS, samples.size());
    List<double[]> images = images(file, RunFolder.RECONSTRUCTIONS, samples.size());
    return IntStream.range(0, samples.size())
        .mapToObj(i -> new Picture(samples.get(i), originals.get(i), images.get(i)))
        .toList();
  }

  private List<double[]> images(Path file, String name, int count) {
    NamedTensor tensor = tensor(file, List.of(name));
    int pixels = tensor.shape().getLast();
    requirePixels(file, tensor, pixels);
    if (tensor.shape().getFirst() != count) {
      throw new DataException(
          "%s: expected %d images in tensor %s, as run.json has, found %d"
              .formatted(file, count, name, tensor.shape().getFirst()));
    }
    return IntStream.range(0, count)
        .mapToObj(i -> Arrays.copyOfRange(tensor.values(), i * pixels, (i + 1) * pixels))
        .toList();
  }

  private void requirePixels(Path file, NamedTensor tensor, int found) {
    int height = run.record().data().height();
    int width = run.record().data().width();
    if (found != height * width) {
      throw new DataException(
          "%s: expected tensor %s for images of %d by %d pixels, found %d pixels"
              .formatted(file, tensor.name(), height, width, found));
    }
  }

  private static NamedTensor tensor(Path file, List<String> names) {
    return Safetensors.read(file).stream()
        .filter(tensor -> names.contains(tensor.name()) && tensor.shape().size() == 2)
        .findFirst()
        .orElseThrow(() ->
            new DataException(
                "%s: expected a tensor %s of two axes, found none"
                    .formatted(file, String.join(" or ", names))));
  }

  /** Says why something of it is not there. */
  public String missing(String what) {
    return run.missing(what, name());
  }
}
