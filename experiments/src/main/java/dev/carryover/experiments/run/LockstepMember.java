package dev.carryover.experiments.run;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.TrainingState;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.Recipe;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.StopRule;
import dev.carryover.training.EpochLoop;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One of the trainings of a {@link Lockstep}: where it stands, and who hears of it. It ends after
 * its last epoch, when none of its replicas trains any more, or when it fails.
 */
final class LockstepMember {
  private static final TrainingState IN_SESSION = new TrainingState(new double[0], List.of(), 0);

  private final StageTraining training;
  private final Observer observer;
  private final Consumer<BackendException> failed;
  private final MemberOrders orders;
  private final boolean resumed;
  private final EarlyStop stop;

  /** Where it begins; where it ended; while it trains, its session knows. */
  private TrainingState state;

  private int epochsDone;
  private double trainingSeconds;
  private Map<SetName, Scores> initial = Map.of();
  private final Map<SetName, Scores> latest = new EnumMap<>(SetName.class);
  private Optional<BackendException> failure = Optional.empty();

  /**
   * @param start {@code [R][P]}, owned by the member from here on; not used where it goes on
   * @param running where it stood in an earlier process, if it goes on
   * @param failed is told why it ends before its time; what it throws ends the others, too
   */
  LockstepMember(
      StageTraining training,
      Supplier<double[]> start,
      Optional<StageProgress> running,
      Observer observer,
      Consumer<BackendException> failed) {
    Optional<StopRule> rule = training.stage().measure().stop();
    this.training = training;
    this.observer = observer;
    this.failed = failed;
    this.resumed = running.isPresent();
    if (running.isPresent()) {
      StageProgress progress = running.get();
      this.state = progress.state();
      this.epochsDone = progress.epochsDone();
      this.trainingSeconds = progress.trainingSeconds();
      this.stop = new EarlyStop(progress.stop(), rule);
      this.initial = progress.initial();
      this.latest.putAll(progress.latest());
    } else {
      this.state = TrainingState.initial(training.program(), start.get());
      this.stop = new EarlyStop(training.program().replicas(), rule);
    }
    this.orders = new MemberOrders(training, stop);
  }

  /** What it trains. */
  StageTraining training() {
    return training;
  }

  /** Which replicas still train. */
  EarlyStop stop() {
    return stop;
  }

  /** The last record's scores, by set; of a replica that stopped, those it stopped with. */
  Map<SetName, Scores> latest() {
    return latest;
  }

  /** How many epochs are done. */
  int epochsDone() {
    return epochsDone;
  }

  /** What its epochs took. */
  double trainingSeconds() {
    return trainingSeconds;
  }

  /** Where it begins; once it has ended, where it ended. */
  TrainingState state() {
    return state;
  }

  /** Its session has taken the state over. */
  void loaded() {
    state = IN_SESSION;
  }

  /** Keeps where it ended. */
  void ended(TrainingState at) {
    state = at;
  }

  /** What it ended with, {@code [R][P]}; zeros if it failed. */
  double[] parameters() {
    int size = training.program().replicas() * training.program().network().parameters().size();
    return hasFailed() ? new double[size] : state.parameters();
  }

  /** Whether it has ended before its time. */
  boolean hasFailed() {
    return failure.isPresent();
  }

  /** Whether it is for this reason. */
  boolean hasFailedBy(RuntimeException reason) {
    return failure.filter(reason::equals).isPresent();
  }

  /** Whether there are epochs to come. */
  boolean trains() {
    return !hasFailed() && epochsLeft() > 0;
  }

  /** How many epochs are to come at most. */
  int epochsLeft() {
    return stop.training().isEmpty() ? 0 : training.stage().recipe().epochs() - epochsDone;
  }

  /** The order of its next epoch, over its pool; whatever does not train stands still. */
  int[][] nextOrder() {
    return trains() ? orders.of(epochsDone) : orders.standstill();
  }

  /** How many images its replicas visit in an epoch together. */
  long images() {
    return (long) training.program().replicas() * training.examples().visited();
  }

  void started() {
    observer.started(training.ref(), training.examples().visited());
  }

  void resumed() {
    if (resumed) {
      observer.resumed(training.ref(), epochsDone, trainingSeconds);
    }
  }

  /** Whether what it starts from is still to be recorded. */
  boolean begins() {
    return !resumed;
  }

  void begun(Map<SetName, Scores> scores) {
    initial = scores;
    latest.putAll(scores);
    observer.recorded(training.ref(), 0, scores, stop.training());
  }

  /** A replica's loss is not finite after the epoch that is being told. */
  void diverged(int replica, double loss, String backend) {
    if (training.searches()) {
      stop.diverged(replica);
    } else {
      observer.abandoned(training.ref());
      fail(EpochLoop.divergence(epochsDone + 1, replica, loss), backend);
    }
  }

  /** Ends it before its time. */
  void fail(BackendException reason, String backend) {
    BackendException named =
        new BackendException(
            "%s on %s: %s".formatted(training.ref(), backend, reason.getMessage()), reason);
    failure = Optional.of(named);
    failed.accept(named);
  }

  /**
   * Tells of an epoch.
   *
   * @param losses each replica's mean loss
   * @param seconds its share of what the epoch took
   */
  void epochDone(double[] losses, double seconds) {
    List<Double> told = new ArrayList<>();
    for (int r = 0; r < losses.length; r++) {
      told.add(orders.standsStill(r) ? Double.NaN : losses[r]);
    }
    epochsDone++;
    trainingSeconds += seconds;
    observer.epochDone(training.ref(), epochsDone, told);
  }

  /** Whether a record is to be made of the epoch that was told last. */
  boolean records() {
    Recipe recipe = training.stage().recipe();
    return training.stage().measure().schedule().records(epochsDone, recipe.epochs())
        || training.halving().filter(halving -> halving.isRung(epochsDone)).isPresent();
  }

  /**
   * Makes a record.
   *
   * @param parameters gives its replicas' now, {@code [R][P]}
   */
  void recorded(Map<SetName, Scores> now, Supplier<double[]> parameters) {
    latest.replaceAll((name, before) ->
        before.updated(Objects.requireNonNull(now.get(name)), r -> stop.training().contains(r)));
    observer.recorded(training.ref(), epochsDone, latest, stop.training());
    stop.look(latest, parameters);
    training
        .halving()
        .filter(halving -> halving.isRung(epochsDone))
        .ifPresent(halving -> halving.look(this));
  }

  /**
   * What a replica of a search has come to on the validation examples: of one that keeps its best
   * state that state's figure, else the last record's.
   */
  double validation(int replica) {
    Metric metric = training.stage().metric();
    boolean keepsTheBest =
        training
            .stage()
            .measure()
            .keepingTheBest()
            .filter(rule -> rule.metric() == metric)
            .isPresent();
    return keepsTheBest
        ? stop.least(replica)
        : Objects.requireNonNull(latest.get(SetName.VALIDATION)).value(metric, replica);
  }

  /**
   * Tells where it stands between two epochs of those that still train.
   *
   * @param now gives the state of its replicas; of one that has ended it is known
   */
  void paused(Supplier<TrainingState> now) {
    observer.paused(
        training.ref(),
        () ->
            new StageProgress(
                training.stage().key(),
                epochsDone,
                trainingSeconds,
                now.get(),
                stop.progress(),
                initial,
                latest));
  }

  /** Tells what it ended with, of replicas that stopped early what they stopped with. */
  void trained() {
    state = new TrainingState(stop.restore(state.parameters()), List.of(), 0);
    observer.trained(
        training.ref(), training.program().network(), state.parameters(), trainingSeconds);
  }

  /** Tells what it came to. */
  void measured(Map<SetName, SetFigures> figures, Optional<Reconstructions> samples) {
    Map<SetName, Scores> last = StageSession.scores(figures);
    if (training.stage().measure().keepingTheBest().isEmpty()) {
      last.putAll(latest);
    }
    observer.measured(training.ref(), new StageOutcome(initial, last, figures, samples));
  }

  void abandoned() {
    observer.abandoned(training.ref());
  }
}
