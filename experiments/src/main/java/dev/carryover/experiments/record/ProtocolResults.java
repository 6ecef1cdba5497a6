package dev.carryover.experiments.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.protocol.HeldOut.DigitError;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Reconstructions.Sample;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.protocol.Trained;
import dev.carryover.experiments.protocol.Transfer;
import dev.carryover.experiments.statistics.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one protocol came to, as it stands in {@code run.json}; what was not run is absent. Figures
 * are by set and then by metric.
 *
 * @param autoencoder the pretrained autoencoder's final scores
 * @param caseI frozen encoder
 * @param caseII fine-tuned encoder
 * @param baseline from scratch
 * @param caseIAfterCaseII Case I's output layer on Case II's W1
 * @param heldout Problem 2, digit by digit
 * @param comparisons paired differences of test errors
 * @param autoencoderDigits Problem 1's autoencoder on the test images, digit by digit
 * @param digitsAfterCaseII {@code caseIAfterCaseII} by set and then digit by digit
 * @param samples by the key of the autoencoders' run, the images that are kept with their
 *     reconstructions
 */
public record ProtocolResults(
    Optional<Map<String, Map<String, Summary>>> autoencoder,
    Optional<Classifier> caseI,
    Optional<Classifier> caseII,
    Optional<Classifier> baseline,
    Optional<Map<String, Map<String, Summary>>> caseIAfterCaseII,
    Optional<List<DigitError>> heldout,
    Optional<List<Comparison>> comparisons,
    Optional<List<DigitError>> autoencoderDigits,
    Optional<Map<String, List<Map<String, Summary>>>> digitsAfterCaseII,
    Optional<Map<String, List<Sample>>> samples) {

  /** The sets in the order in which files and tables name them. */
  private static final List<String> SETS = List.of("train", "test", "fullTest");

  /** Nothing run yet. */
  public static final ProtocolResults NONE =
      new ProtocolResults(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * A classifier's figures.
   *
   * @param initial before training
   * @param last the final record
   * @param confusion counts {@code [label][prediction]} by set, summed over replicas
   * @param digits after training, by set and then digit by digit
   */
  public record Classifier(
      Map<String, Map<String, Summary>> initial,
      @JsonProperty("final") Map<String, Map<String, Summary>> last,
      Map<String, List<List<Long>>> confusion,
      Map<String, List<Map<String, Summary>>> digits) {

    static Classifier of(Trained trained) {
      Map<String, List<List<Long>>> confusion = new LinkedHashMap<>();
      SETS.forEach(set ->
          Optional.ofNullable(trained.confusion().get(set))
              .ifPresent(counts -> confusion.put(set, counts.counts())));
      return new Classifier(
          summaries(trained.initialScores()),
          summaries(trained.finalScores()),
          confusion,
          byDigit(trained.digitScores()));
    }
  }

  /**
   * a − b, replica by replica.
   *
   * @param a one run's key
   * @param b the other's
   * @param set which images
   * @param metric which figure
   * @param difference over the replicas
   */
  public record Comparison(String a, String b, String set, String metric, Summary difference) {}

  /**
   * These results with the autoencoder's.
   *
   * @param digits its errors digit by digit
   */
  public ProtocolResults withAutoencoder(
      Trained trained, List<DigitError> digits, List<Sample> kept) {
    return new ProtocolResults(
        Optional.of(summaries(trained.finalScores())),
        caseI,
        caseII,
        baseline,
        caseIAfterCaseII,
        heldout,
        comparisons,
        Optional.of(List.copyOf(digits)),
        digitsAfterCaseII,
        withSamples(Run.AUTOENCODER, kept));
  }

  /**
   * These results with Problem 1's classifiers, and under the corrected protocol their comparison.
   */
  public ProtocolResults withTransfer(Protocol protocol, Transfer transfer) {
    Classifier one = Classifier.of(transfer.caseI());
    Classifier two = Classifier.of(transfer.caseII());
    Classifier scratch = Classifier.of(transfer.baseline());
    return new ProtocolResults(
        autoencoder,
        Optional.of(one),
        Optional.of(two),
        Optional.of(scratch),
        Optional.of(summaries(transfer.caseIAfterCaseII())).filter(scores -> !scores.isEmpty()),
        heldout,
        Optional.of(
                Stream.of("test", "fullTest")
                    .filter(set -> one.last.containsKey(set))
                    .flatMap(set ->
                        Stream.of(
                            compare(Run.CASE_I, one, scratch, set),
                            compare(Run.CASE_II, two, scratch, set)))
                    .toList())
            .filter(ignored -> protocol == Protocol.CORRECTED),
        autoencoderDigits,
        Optional.of(byDigit(transfer.digitsAfterCaseII())).filter(digits -> !digits.isEmpty()),
        samples);
  }

  /** These results with Problem 2's. */
  public ProtocolResults withHeldout(List<DigitError> digits, List<Sample> kept) {
    return new ProtocolResults(
        autoencoder,
        caseI,
        caseII,
        baseline,
        caseIAfterCaseII,
        Optional.of(List.copyOf(digits)),
        comparisons,
        autoencoderDigits,
        digitsAfterCaseII,
        withSamples(Run.HELDOUT, kept));
  }

  private Optional<Map<String, List<Sample>>> withSamples(Run run, List<Sample> kept) {
    Map<String, List<Sample>> all = new LinkedHashMap<>(samples.orElse(Map.of()));
    all.put(run.key(), kept);
    return Optional.of(all);
  }

  /** One figure of a classifier's; every classifier has those of the sets it was measured on. */
  public static Summary figure(
      Map<String, Map<String, Summary>> scores, String set, Metric metric) {
    Map<String, Summary> figures = Objects.requireNonNull(scores.get(set), set);
    return Objects.requireNonNull(figures.get(metric.key()), metric.key());
  }

  private static Comparison compare(
      Run run, Classifier transferred, Classifier scratch, String set) {
    Metric metric = Metric.ERROR;
    return new Comparison(
        run.key(),
        Run.BASELINE.key(),
        set,
        metric.key(),
        Summary.ofDifference(
            figure(transferred.last, set, metric), figure(scratch.last, set, metric)));
  }

  private static Map<String, List<Map<String, Summary>>> byDigit(Map<String, List<Scores>> scores) {
    Map<String, List<Map<String, Summary>>> digits = new LinkedHashMap<>();
    SETS.forEach(set ->
        Optional.ofNullable(scores.get(set))
            .ifPresent(list -> digits.put(set, list.stream().map(Scores::summaries).toList())));
    return digits;
  }

  private static Map<String, Map<String, Summary>> summaries(Map<String, Scores> scores) {
    Map<String, Map<String, Summary>> summaries = new LinkedHashMap<>();
    SETS.forEach(set ->
        Optional.ofNullable(scores.get(set))
            .ifPresent(values -> summaries.put(set, values.summaries())));
    return summaries;
  }
}
