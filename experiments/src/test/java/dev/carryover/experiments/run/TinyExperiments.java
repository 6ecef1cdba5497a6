package dev.carryover.experiments.run;

import dev.carryover.backend.Backends;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Weights;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.network.NetworkSpec;
import dev.carryover.training.SeedSequence;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Experiments on images of six pixels in ten classes, small enough to train in an instant. */
public final class TinyExperiments {
  static final int PIXELS = 6;
  static final int TRAIN = 70;
  static final int TEST = 30;

  private TinyExperiments() {}

  /** One of the seed paper's experiments, from seed 3. */
  public static Experiment paper(String protocol, int epochs, int replicas) {
    return Papers.experiment(Papers.named("vera2024"), protocol)
        .withEpochs(epochs)
        .withReplicas(replicas)
        .withSeed(3);
  }

  /** One of their stages. */
  public static StageRef stage(String protocol, String key) {
    return stage(protocol, key, 2, 2);
  }

  /** One of their stages. */
  public static StageRef stage(String protocol, String key, int epochs, int replicas) {
    Experiment experiment = paper(protocol, epochs, replicas);
    return new StageRef(experiment, experiment.stage(key).orElseThrow());
  }

  /** The experiment of a file's text. */
  public static Experiment of(String yaml) {
    return ExperimentFile.read("test.yaml", yaml, List.of(), List.of()).getFirst();
  }

  /** Random images, labels 0 to 9 in turn. */
  static DataSets data() {
    return data(i -> i % 10);
  }

  /** Random images with the given labels, in the full test set too. */
  static DataSets data(IntUnaryOperator label) {
    return new DataSets(
        examples("train", TRAIN, label),
        Optional.of(examples("validation", TEST, label)),
        examples("test", TEST, label),
        Optional.of(examples("full", 2 * TEST, label)));
  }

  private static LabeledExamples examples(String set, int count, IntUnaryOperator label) {
    RandomGenerator random = new SeedSequence(0).generator(set, 0);
    float[] pixels = new float[count * PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return new LabeledExamples(
        new Examples(count, PIXELS, pixels), IntStream.range(0, count).map(label).toArray(), 10);
  }

  /** Runs an experiment that needs nothing saved on the reference backend, on random images. */
  public static void run(Experiment experiment, Observer observer) {
    runner(experiment, "ejml").run(observer);
  }

  /** Ready to run an experiment that needs nothing saved, on random images. */
  public static Runner runner(Experiment experiment, String backend) {
    return new Runner(experiment, data(), Backends.require(backend), TinyExperiments::nothingSaved);
  }

  private static double[] nothingSaved(Weights weights, StageRef stage, NetworkSpec network) {
    throw new AssertionError("nothing is saved");
  }

  /** Runs an experiment on the reference backend. */
  static RecordedRun run(Experiment experiment, DataSets data) {
    return run(experiment, data, TinyExperiments::nothingSaved);
  }

  /** Runs an experiment on the reference backend. */
  static RecordedRun run(Experiment experiment, DataSets data, Runner.SavedParameters saved) {
    RecordedRun recorded = new RecordedRun();
    new Runner(experiment, data, Backends.require("ejml"), saved).run(recorded);
    return recorded;
  }
}
