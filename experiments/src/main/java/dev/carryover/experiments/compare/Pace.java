package dev.carryover.experiments.compare;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.run.TrainingExamples;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.Initializer;
import dev.carryover.training.SeedSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * How long epochs take on one backend, told from a few images of each program. Programs that differ
 * in nothing but rates and how much they decay or corrupt are timed once. When timing has taken its
 * share, what is left is told from the program timed that is nearest in size, by operations.
 */
public final class Pace {
  /** As many images as a pass over a program has at most. */
  static final int MOST_IMAGES = 1_000;

  /** As many passes as a program is warmed up or timed in at most. */
  static final int MOST_PASSES = 100;

  /** Replicas beyond so many parameters are not timed, but take in proportion. */
  private static final int MOST_PARAMETERS = 1 << 22;

  /** A pass takes about so long where there are images enough. */
  private static final double PASS_SECONDS = 0.04;

  /**
   * The just-in-time compiler settles with the first program of a sort: first with one replica of
   * it, as a pass of all takes seconds before anything is compiled, then with all.
   */
  private static final Settling WARM_UP = new Settling(15, 8, 3, 10);

  private static final Settling FIRST = new Settling(8, 0, 0.6, 2.5);

  private static final Settling LATER = new Settling(4, 0, 0.1, 2);

  private static final SeedSequence SEEDS = new SeedSequence(0);

  private final Choice choice;
  private final double budget;
  private final Consumer<String> notes;
  private final Map<Kind, Measured> measured = new LinkedHashMap<>();
  private final Set<Kind> calculated = new HashSet<>();
  private final Set<Sort> sorts = new HashSet<>();
  private double spent;

  /**
   * Nothing timed yet.
   *
   * @param budget after how many seconds of timing no more programs are timed; at least one is
   * @param notes hears of every program that is timed, in a line
   */
  public Pace(Choice choice, double budget, Consumer<String> notes) {
    this.choice = choice;
    this.budget = budget;
    this.notes = notes;
  }

  /**
   * How long a program is timed.
   *
   * @param passes at least so many
   * @param even and until so many in a row were not a tenth faster than the fastest before: until
   *     everything is compiled a pass takes up to a thousand times as long
   * @param processor and for so many seconds of all processors, the compiler's among them: where
   *     others work, too, it settles later
   * @param most but for no more seconds, beyond two passes
   */
  private record Settling(int passes, int even, double processor, double most) {
    boolean goesOn(int made, int row, double processorSeconds, double seconds) {
      return made < 2
          || (made < MOST_PASSES
              && seconds < most
              && (made < passes || row < even || processorSeconds < processor));
    }
  }

  /** What decides how long a program takes. */
  private record Kind(
      NetworkSpec network,
      Loss loss,
      Optimizer optimizer,
      int batch,
      int replicas,
      Set<Integer> frozen,
      boolean corrupts,
      boolean decays) {
    static Kind of(TrainingProgram program) {
      return new Kind(
          program.network(),
          program.loss(),
          program.optimizer(),
          program.batchSize(),
          program.replicas(),
          program.frozenLayers(),
          program.corrupts(),
          program.weightDecays().stream().anyMatch(decay -> decay > 0));
    }

    Sort sort() {
      return new Sort(
          network.layers().stream().anyMatch(DenseSpec::isTied),
          loss,
          optimizer.getClass(),
          corrupts);
    }
  }

  /** Programs that much the same code trains. */
  private record Sort(
      boolean tied, Loss loss, Class<? extends Optimizer> optimizer, boolean corrupts) {}

  /**
   * What a program took.
   *
   * @param flops an image's, of all replicas
   */
  private record Measured(double flops, double secondsPerFlop) {}

  /**
   * The seconds of an epoch of all replicas.
   *
   * @param program the stage's
   * @param pool what its session would be bound to; asked for only where the program is timed
   * @param visited how many images each replica visits
   */
  public double secondsPerEpoch(
      Stage stage, TrainingProgram program, Supplier<LabeledExamples> pool, int visited) {
    Kind kind = Kind.of(program);
    double flops = Work.flopsAnEpoch(program, 1);
    double ofThese;
    if (measured.containsKey(kind) || spent < budget || measured.isEmpty()) {
      ofThese =
          measured.computeIfAbsent(kind, k -> measure(k, stage, program, pool.get()))
              .secondsPerFlop;
    } else {
      calculated.add(kind);
      ofThese = nearest(kind, flops).secondsPerFlop;
    }
    return ofThese * flops * visited;
  }

  /** How the figures so far came about, in a sentence's half. */
  public String basis() {
    String timed =
        "%d %s timed on at most %,d images"
            .formatted(measured.size(), measured.size() == 1 ? "program" : "programs", MOST_IMAGES);
    return calculated.isEmpty()
        ? timed
        : timed + ", %d calculated from their operations".formatted(calculated.size());
  }

  /** Of the same sort if there is one. */
  private Measured nearest(Kind kind, double flops) {
    Comparator<Map.Entry<Kind, Measured>> byDistance =
        Comparator.comparing(
            (Map.Entry<Kind, Measured> entry) -> !entry.getKey().sort().equals(kind.sort()));
    return measured.entrySet().stream()
        .min(
            byDistance.thenComparingDouble(
                entry -> Math.abs(Math.log(entry.getValue().flops() / flops))))
        .orElseThrow()
        .getValue();
  }

  private Measured measure(Kind kind, Stage stage, TrainingProgram program, LabeledExamples pool) {
    LabeledExamples few =
        pool.select(IntStream.range(0, Math.min(pool.count(), MOST_IMAGES)).toArray());
    boolean isFirst = sorts.add(kind.sort());
    if (isFirst) {
      secondsPerImage(stage, program.replica(0), few, WARM_UP);
    }
    long began = System.nanoTime();
    TrainingProgram timed = fewer(program);
    double seconds =
        secondsPerImage(stage, timed, few, isFirst ? FIRST : LATER)
            * (program.replicas() / (double) timed.replicas());
    spent += (System.nanoTime() - began) / 1e9;
    notes.accept(
        String.format(
            Locale.ROOT,
            "timed: %s, %d replicas, %.2f s for 1,000 images",
            program.network(),
            program.replicas(),
            1_000 * seconds));
    return new Measured(Work.flopsAnEpoch(program, 1), seconds / Work.flopsAnEpoch(program, 1));
  }

  private double secondsPerImage(
      Stage stage, TrainingProgram program, LabeledExamples examples, Settling settling) {
    try (Session session = choice.backend().compile(program, choice.device())) {
      session.bind(examples.images(), TrainingExamples.targets(stage, examples));
      session.load(
          TrainingState.initial(
              program,
              new Initializer.GlorotUniform().draw(program.network(), program.replicas(), SEEDS)));
      return secondsPerImage(session, program, examples.count(), settling);
    }
  }

  /** So many of a program's replicas as have at most {@link #MOST_PARAMETERS}. */
  private static TrainingProgram fewer(TrainingProgram program) {
    int replicas =
        Math.clamp(MOST_PARAMETERS / program.network().parameters().size(), 1, program.replicas());
    return new TrainingProgram(
        program.network(),
        program.loss(),
        program.optimizer(),
        program.learningRates().subList(0, replicas),
        program.batchSize(),
        program.frozenLayers(),
        program.weightDecays().subList(0, replicas),
        program.corruptions().subList(0, replicas));
  }

  /** Of the later half of the passes one of the faster, as others' work makes some slow. */
  private static double secondsPerImage(
      Session session, TrainingProgram program, int most, Settling settling) {
    List<Double> passes = new ArrayList<>();
    int images = Math.min(program.batchSize(), most);
    double processor = processorSeconds();
    double spent = 0;
    double fastest = Double.POSITIVE_INFINITY;
    int row = 0;
    while (settling.goesOn(passes.size(), row, processorSeconds() - processor, spent)) {
      BatchOrder order = order(program.replicas(), images);
      long before = System.nanoTime();
      session.trainEpoch(order);
      double seconds = (System.nanoTime() - before) / 1e9;
      spent += seconds;
      double each = seconds / images;
      passes.add(each);
      row = each < 0.9 * fastest ? 0 : row + 1;
      fastest = Math.min(fastest, each);
      int wanted = (int) Math.min(most, images * PASS_SECONDS / seconds);
      images =
          Math.clamp(
              wanted - wanted % program.batchSize(), Math.min(program.batchSize(), most), most);
    }
    List<Double> later =
        passes.subList(passes.size() / 2, passes.size()).stream().sorted().toList();
    return later.get(later.size() / 4);
  }

  /** Of this process so far; where the system does not tell, those of the clock. */
  private static double processorSeconds() {
    Duration clock = Duration.ofNanos(System.nanoTime());
    return ProcessHandle.current().info().totalCpuDuration().orElse(clock).toNanos() / 1e9;
  }

  private static BatchOrder order(int replicas, int images) {
    int[][] order = new int[replicas][];
    for (int r = 0; r < replicas; r++) {
      order[r] = IntStream.range(0, images).toArray();
    }
    return new BatchOrder(order);
  }
}
