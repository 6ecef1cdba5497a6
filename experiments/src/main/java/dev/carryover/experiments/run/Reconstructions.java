package dev.carryover.experiments.run;

import dev.carryover.backend.Session;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.plan.Reading;
import dev.carryover.experiments.plan.Samples;
import dev.carryover.training.SeedSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Test images beside what replica 0 of an autoencoder makes of them.
 *
 * @param originals {@code [n][pixels]}
 * @param images the reconstructions as outputs are read, {@code [n][pixels]}
 * @param samples what each of them is, {@code [n]}
 */
public record Reconstructions(Examples originals, Examples images, List<Sample> samples) {

  /** Copies the list. */
  public Reconstructions {
    samples = List.copyOf(samples);
  }

  /**
   * One image.
   *
   * @param label its class
   * @param image its index in the test set
   * @param error the mean squared error of its reconstruction over its pixels
   */
  public record Sample(int label, int image, double error) {}

  /** Draws test images and has one replica reconstruct them; empty where none is wanted. */
  static Optional<Reconstructions> of(
      Samples wanted,
      LabeledExamples test,
      Session session,
      int replica,
      Reading reading,
      SeedSequence seeds) {
    int[] chosen = choose(wanted, test, Random.from(seeds.generator("samples", 0)));
    if (chosen.length == 0) {
      return Optional.empty();
    }
    LabeledExamples originals = test.select(chosen);
    Examples images = predict(session, replica, originals.images(), reading);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < chosen.length; i++) {
      samples.add(new Sample(originals.label(i), chosen[i], error(originals.images(), images, i)));
    }
    return Optional.of(new Reconstructions(originals.images(), images, samples));
  }

  private static int[] choose(Samples wanted, LabeledExamples test, Random random) {
    if (wanted.perClass().isEmpty()) {
      int[] all =
          IntStream.range(0, test.count()).filter(i -> includes(wanted, test.label(i))).toArray();
      return draw(all, wanted.count(), random).mapToInt(Integer::intValue).toArray();
    }
    int[][] byLabel = test.byLabel();
    return IntStream.range(0, byLabel.length)
        .filter(label -> includes(wanted, label))
        .boxed()
        .flatMap(label -> draw(byLabel[label], wanted.perClass().getAsInt(), random))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static boolean includes(Samples wanted, int label) {
    return wanted.classes().isEmpty() || wanted.classes().contains(label);
  }

  /** So many of the indices, all different, in random order. */
  private static Stream<Integer> draw(int[] indices, int count, Random random) {
    List<Integer> shuffled = new ArrayList<>(Arrays.stream(indices).boxed().toList());
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, Math.min(count, shuffled.size())).stream();
  }

  private static Examples predict(
      Session session, int replica, Examples originals, Reading reading) {
    int size = originals.count() * originals.features();
    float[] values =
        Arrays.copyOfRange(
            session.predict(originals).values(), replica * size, (replica + 1) * size);
    for (int i = 0; i < values.length; i++) {
      values[i] = reading.read(values[i]);
    }
    return new Examples(originals.count(), originals.features(), values);
  }

  private static double error(Examples originals, Examples images, int i) {
    double sum = 0;
    for (int j = 0; j < originals.features(); j++) {
      double difference = images.value(i, j) - originals.value(i, j);
      sum += difference * difference;
    }
    return sum / originals.features();
  }
}
