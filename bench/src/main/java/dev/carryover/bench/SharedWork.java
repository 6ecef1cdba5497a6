package dev.carryover.bench;

import dev.carryover.backend.TrainingState;
import dev.carryover.data.DataSet;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Mnist5000;
import dev.carryover.data.source.KnownDataSets;
import dev.carryover.data.synthetic.SyntheticDigits;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.Initializer;
import dev.carryover.training.SeedSequence;
import dev.carryover.training.Shuffle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What all contenders train, to the number: R replicas of a shape on MNIST-5000's 4,000 training
 * images, or as many drawn digits where {@code CARRYOVER_DATA} names no folder.
 *
 * @param shape of one replica
 * @param data which of the two, in words
 * @param start rounded to float32, so that every library starts from the same numbers
 * @param order the same in every epoch
 */
record SharedWork(
    Shape shape,
    String data,
    LabeledExamples examples,
    TrainingProgram program,
    TrainingState start,
    BatchOrder order) {
  private static final SeedSequence SEEDS = new SeedSequence(7);
  private static final int SYNTHETIC = 5_000;

  /** A shape's work. */
  static SharedWork of(Shape shape, int replicas) {
    String folder = System.getenv("CARRYOVER_DATA");
    LabeledExamples examples = Mnist5000.of(digits(folder)).train();
    TrainingProgram program = shape.program(replicas);
    double[] start = new Initializer.GlorotUniform().draw(program.network(), replicas, SEEDS);
    for (int i = 0; i < start.length; i++) {
      start[i] = (float) start[i];
    }
    return new SharedWork(
        shape,
        folder == null ? "synthetic digits" : "MNIST",
        examples,
        program,
        TrainingState.initial(program, start),
        new Shuffle(examples.count(), replicas, Shuffle.Policy.EVERY_EPOCH, SEEDS).epoch(0));
  }

  private static DataSet digits(@Nullable String folder) {
    return folder == null
        ? SyntheticDigits.dataSet(SYNTHETIC, 1, 1)
        : KnownDataSets.MNIST.load(Path.of(folder, KnownDataSets.MNIST.name()));
  }

  /**
   * Writes it for the others: x {@code [N][I]}, labels {@code [N]}, start {@code [R][P]} as {@code
   * ParameterLayout} has it, order {@code [R][N]}, each row after row.
   */
  void write(Path folder) throws IOException {
    Examples images = examples.images();
    double[] x = new double[images.count() * images.features()];
    double lit = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = images.value(i / images.features(), i % images.features());
      lit += x[i] == 0 ? 0 : 1;
    }
    NumpyFile.writeFloats(folder.resolve("x.npy"), x);
    NumpyFile.write(folder.resolve("labels.npy"), examples.labels());
    NumpyFile.writeFloats(folder.resolve("start.npy"), start.parameters());
    int replicas = order.replicas();
    int[] indices = new int[replicas * images.count()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = order.index(i / images.count(), i % images.count());
    }
    NumpyFile.write(folder.resolve("order.npy"), indices);
    Files.writeString(
        folder.resolve("work.json"),
        """
        {"sizes": %s, "batch": %d, "replicas": %d, "rate": %s, "momentum": %s, "lit": %.4f}
        """
            .formatted(
                shape.sizes(),
                shape.batch(),
                replicas,
                Shape.LEARNING_RATE,
                Shape.MOMENTUM,
                lit / x.length));
  }
}
