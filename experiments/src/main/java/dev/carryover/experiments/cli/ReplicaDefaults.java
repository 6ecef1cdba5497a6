package dev.carryover.experiments.cli;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.experiments.compare.Pace;
import dev.carryover.experiments.compare.Work;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.run.DataSets;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.program.TrainingProgram;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How many replicas a paper's experiments have where the user does not say: as many as the files
 * say if this machine ends within five minutes, measured just now, else fewer.
 */
final class ReplicaDefaults {
  /** What a first look may take. */
  private static final double SECONDS = 300;

  /** Measuring, drawing and starting, beside the epochs: as much again as a quarter of them. */
  private static final double OVERHEAD = 1.25;

  private ReplicaDefaults() {}

  /**
   * A number of replicas and why.
   *
   * @param note what the user may want to know about it
   */
  record Chosen(int replicas, String note) {}

  /**
   * As many as fit.
   *
   * @param experiments of one paper
   */
  static Chosen choose(List<Experiment> experiments, DataSets data, Choice choice) {
    Experiment first = experiments.getFirst();
    double seconds = seconds(experiments, data, choice);
    int affordable = (int) Math.max(1, Math.floor(first.replicas() * SECONDS / seconds));
    int replicas = Math.min(first.replicas(), affordable);
    return new Chosen(
        replicas,
        replicas == first.replicas()
            ? String.format(
                Locale.ROOT, "about %.1f minutes, by a part of an epoch timed now", seconds / 60)
            : String.format(
                Locale.ROOT,
                "%d replicas would take about %.0f minutes, by a part of an epoch timed now; fewer than 5"
                    + " have no intervals: --replicas 5 has them",
                first.replicas(),
                seconds / 60));
  }

  /**
   * Times a few images of the stage that has most to compute, of the experiments' own replicas, and
   * takes the others' time to be in proportion to their products.
   */
  static double seconds(List<Experiment> experiments, DataSets data, Choice choice) {
    StageRef largest =
        experiments.stream()
            .flatMap(experiment ->
                experiment.stages().stream().map(stage -> new StageRef(experiment, stage)))
            .max(
                Comparator.comparingDouble(
                    ref -> Estimate.products(ref.experiment(), ref.stage(), data)))
            .orElseThrow();
    TrainingProgram program =
        largest.experiment().program(largest.stage(), data.features(), data.classes());
    int images = data.train().count();
    double secondsPerEpoch =
        new Pace(choice, 0, ignored -> {})
            .secondsPerEpoch(largest.stage(), program, data::train, images);
    return OVERHEAD
        * Estimate.products(experiments, data)
        / Work.flopsAnEpoch(program, images)
        * secondsPerEpoch;
  }
}
