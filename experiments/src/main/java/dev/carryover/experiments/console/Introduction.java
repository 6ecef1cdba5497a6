package dev.carryover.experiments.console;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.source.DataSource;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.run.DataSets;
import dev.carryover.experiments.run.MemoryNeed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a run is going to do, on what, as lines of text. */
public final class Introduction {
  private Introduction() {}

  /**
   * Data, backend, and every experiment.
   *
   * @param data as each experiment divides it
   * @param groups which of them are trained together
   * @param notes what the user may want to know beside that
   */
  public static List<String> lines(
      List<Experiment> experiments,
      Choice choice,
      DataSource.Found found,
      Map<Experiment, DataSets> data,
      List<List<Experiment>> groups,
      List<String> notes) {
    List<String> lines = new ArrayList<>();
    DataSets sets = Objects.requireNonNull(data.get(experiments.getFirst()));
    lines.add(
        String.format(
            Locale.ROOT,
            "data      %s: %,d training and %,d test images, %s",
            found.data().name(),
            sets.train().count(),
            sets.test().count(),
            found.origin()));
    found
        .fallback()
        .ifPresent(reason -> {
          lines.add("          NOT REAL DIGITS: synthetic ones, because MNIST could not be had.");
          lines.add("          " + reason);
        });
    lines.add(
        "backend   %s on %s (%s)"
            .formatted(choice.backend().name(), choice.device().name(), choice.reason()));
    for (Experiment experiment : experiments.stream().limit(Progress.LISTED).toList()) {
      lines.add(training(experiment, Objects.requireNonNull(data.get(experiment))));
    }
    if (experiments.size() > Progress.LISTED) {
      lines.add(
          String.format(
              Locale.ROOT,
              "          and %,d more experiments",
              experiments.size() - Progress.LISTED));
    }
    together(groups, data).ifPresent(text -> lines.add("together  " + text));
    notes.forEach(note -> lines.add("          " + note));
    return lines;
  }

  /**
   * How many experiments are trained together, in a line; empty where each is trained alone.
   *
   * @param groups which of them are
   * @param data as each experiment divides it
   */
  public static Optional<String> together(
      List<List<Experiment>> groups, Map<Experiment, DataSets> data) {
    List<Experiment> largest =
        groups.stream().max(Comparator.comparingInt(List::size)).orElse(List.of());
    if (largest.size() < 2) {
      return Optional.empty();
    }
    DataSets sets = Objects.requireNonNull(data.get(largest.getFirst()));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%,d experiments in %s, each trained as one program: at most %,d experiments"
                + " (%s), about %,d MiB",
            groups.stream().mapToInt(List::size).sum(),
            groups.size() == 1
                ? "one group"
                : String.format(Locale.ROOT, "%,d groups", groups.size()),
            largest.size(),
            Progress.replicas(largest.stream().mapToInt(Experiment::replicas).sum()),
            MemoryNeed.bytes(largest, sets) >> 20));
  }

  private static String training(Experiment experiment, DataSets sets) {
    return String.format(
        Locale.ROOT,
        "training  %s: %s of every network, %s, seed %d, about %,d MiB",
        experiment.key(),
        Progress.replicas(experiment.replicas()),
        epochs(experiment.stages()),
        experiment.seed(),
        MemoryNeed.bytes(experiment, sets) >> 20);
  }

  private static String epochs(List<Stage> stages) {
    List<Integer> epochs =
        stages.stream()
            .filter(stage -> stage.weights().isEmpty())
            .map(stage -> stage.recipe().epochs())
            .distinct()
            .sorted()
            .toList();
    return epochs.isEmpty()
        ? "nothing trained"
        : epochs.stream().map(String::valueOf).collect(Collectors.joining(" or "))
            + (epochs.equals(List.of(1)) ? " epoch" : " epochs");
  }
}
