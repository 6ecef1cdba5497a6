package dev.carryover.experiments.protocol;

import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Test images beside what replica 0 of an autoencoder makes of them.
 *
 * @param originals {@code [n][pixels]}
 * @param images the reconstructions as the protocol reads outputs, {@code [n][pixels]}
 * @param samples what each of them is, {@code [n]}
 */
public record Reconstructions(Examples originals, Examples images, List<Sample> samples) {
  /** As many as the paper's earlier report shows. */
  private static final int RANDOM_IMAGES = 8;

  /** As many as the paper's Figures 10 to 14 show. */
  private static final int IMAGES_A_DIGIT = 5;

  /** Copies the list. */
  public Reconstructions {
    samples = List.copyOf(samples);
  }

  /**
   * One image.
   *
   * @param digit its label
   * @param image its index in the test set
   * @param error the mean squared error of its reconstruction over its pixels
   */
  public record Sample(int digit, int image, double error) {}

  /** Eight test images at random, whatever their digit. */
  public static Reconstructions ofRandomImages(
      Setup setup, Protocol protocol, TrainingState autoencoders) {
    int[] all = IntStream.range(0, setup.split().test().count()).toArray();
    return of(setup, protocol, autoencoders, draw(all, RANDOM_IMAGES, random(setup)));
  }

  /** Five test images at random of each digit that training left out. */
  public static Reconstructions ofHeldOutDigits(
      Setup setup, Protocol protocol, TrainingState autoencoders) {
    Random random = random(setup);
    int[][] byDigit = setup.split().test().byLabel();
    List<Integer> chosen = new ArrayList<>();
    for (int digit = HeldOut.FIRST_HELD_OUT; digit < byDigit.length; digit++) {
      chosen.addAll(draw(byDigit[digit], IMAGES_A_DIGIT, random));
    }
    return of(setup, protocol, autoencoders, chosen);
  }

  private static Random random(Setup setup) {
    return Random.from(setup.seeds().generator("samples", 0));
  }

  /** So many of the indices, all different, in random order. */
  private static List<Integer> draw(int[] indices, int count, Random random) {
    List<Integer> shuffled = new ArrayList<>(Arrays.stream(indices).boxed().toList());
    Collections.shuffle(shuffled, random);
    return List.copyOf(shuffled.subList(0, Math.min(count, shuffled.size())));
  }

  private static Reconstructions of(
      Setup setup, Protocol protocol, TrainingState autoencoders, List<Integer> chosen) {
    LabeledExamples originals =
        setup.split().test().select(chosen.stream().mapToInt(Integer::intValue).toArray());
    Examples images = predict(setup, protocol, autoencoders, originals.images());
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      samples.add(
          new Sample(originals.label(i), chosen.get(i), error(originals.images(), images, i)));
    }
    return new Reconstructions(originals.images(), images, samples);
  }

  private static Examples predict(
      Setup setup, Protocol protocol, TrainingState autoencoders, Examples originals) {
    TrainingProgram program =
        Networks.program(
            Run.AUTOENCODER, protocol, setup.pixels(), setup.classes(), setup.replicas());
    try (Session session = setup.choice().backend().compile(program, setup.choice().device())) {
      session.load(autoencoders);
      float[] first =
          Arrays.copyOf(
              session.predict(originals).values(), originals.count() * originals.features());
      for (int i = 0; i < first.length; i++) {
        first[i] = protocol.reading().read(first[i]);
      }
      return new Examples(originals.count(), originals.features(), first);
    }
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
