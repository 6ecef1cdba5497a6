package dev.carryover.experiments.run;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.TrainingState;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.program.BatchOrder;
import dev.carryover.training.EpochLoop;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Trains stages of one kind, or searches for their recipes, as replicas of one program. Each may
 * stand at an epoch of its own, and each comes to what it comes to alone; one that has ended stands
 * still, its state kept, until all have.
 */
final class Lockstep implements EpochLoop.Listener {
  private static final String NOT_FINITE =
      "expected finite figures of the trained networks, found others";

  private final List<LockstepMember> members;
  private final Choice choice;
  private final StageSession session;
  private final Consumer<StageRef> paused;
  private Optional<TrainingState> state = Optional.empty();
  private double secondsBefore;

  private Lockstep(
      List<LockstepMember> members,
      Choice choice,
      StageSession session,
      Consumer<StageRef> paused) {
    this.members = members;
    this.choice = choice;
    this.session = session;
    this.paused = paused;
  }

  /**
   * Trains all to their ends and measures what they come to, unless they are searches. If the
   * device fails, all that have not ended fail.
   *
   * @param members at least one; all searches, or none
   * @param paused is told a stage between two epochs, all observers having heard that training
   *     stands; what it throws ends training
   */
  static void train(List<LockstepMember> members, Choice choice, Consumer<StageRef> paused) {
    members.forEach(LockstepMember::started);
    try (StageSession session = session(members, choice)) {
      new Lockstep(members, choice, session, paused).run();
    } catch (RuntimeException e) {
      List<LockstepMember> left = members.stream().filter(member -> !member.hasFailed()).toList();
      left.forEach(LockstepMember::abandoned);
      if (!(e instanceof BackendException failure)
          || members.stream().anyMatch(member -> member.hasFailedBy(e))) {
        throw e;
      }
      left.forEach(member -> member.fail(failure, choice.backend().name()));
    }
  }

  private static StageSession session(List<LockstepMember> members, Choice choice) {
    return new StageSession(members.stream().map(LockstepMember::training).toList(), choice);
  }

  /** What given parameters come to, {@code [R][P]}, without training. */
  static StageOutcome measure(StageTraining training, double[] parameters, Choice choice) {
    try (StageSession session = new StageSession(List.of(training), choice)) {
      session.loadParameters(List.of(parameters));
      Map<SetName, SetFigures> figures = session.figures().getFirst();
      return new StageOutcome(Map.of(), StageSession.scores(figures), figures, session.samples(0));
    }
  }

  private void run() {
    session.bind();
    session.load(members.stream().map(LockstepMember::state).toList());
    members.forEach(LockstepMember::loaded);
    begin();
    EpochLoop.run(
        session.session(),
        ignored -> order(),
        0,
        members.stream().mapToInt(LockstepMember::epochsLeft).max().orElseThrow(),
        this);
    if (!members.getFirst().training().searches()) {
      end();
    }
  }

  private void begin() {
    members.forEach(LockstepMember::resumed);
    if (members.stream().anyMatch(LockstepMember::begins)) {
      List<Map<SetName, Scores>> scores = session.scores();
      each(m -> {
        if (members.get(m).begins()) {
          members.get(m).begun(scores.get(m));
        }
      });
    }
    each(m -> {
      if (!members.get(m).trains()) {
        members.get(m).ended(now(m));
      }
    });
  }

  private void each(IntConsumer action) {
    IntStream.range(0, members.size()).filter(m -> !members.get(m).hasFailed()).forEach(action);
  }

  /** The next epoch's: every member's own, over the examples that are bound. */
  private BatchOrder order() {
    return new BatchOrder(
        IntStream.range(0, members.size())
            .boxed()
            .flatMap(m ->
                Arrays.stream(members.get(m).nextOrder())
                    .map(own ->
                        Arrays.stream(own).map(i -> session.examples().place(m, i)).toArray()))
            .toArray(int[][]::new));
  }

  @Override
  public void diverged(int done, int replica, double loss) {
    int m = members.size() - 1;
    while (session.first(m) > replica) {
      m--;
    }
    if (members.get(m).trains()) {
      members.get(m).diverged(replica - session.first(m), loss, choice.backend().name());
    }
  }

  @Override
  public boolean epochDone(int done, double[] losses, double seconds) {
    state = Optional.empty();
    List<Integer> trained =
        IntStream.range(0, members.size()).filter(m -> members.get(m).trains()).boxed().toList();
    double took = seconds - secondsBefore;
    secondsBefore = seconds;
    long images = trained.stream().mapToLong(m -> members.get(m).images()).sum();
    for (int m : trained) {
      members
          .get(m)
          .epochDone(
              Arrays.copyOfRange(losses, session.first(m), session.first(m + 1)),
              took * members.get(m).images() / images);
    }
    record(trained.stream().filter(m -> members.get(m).records()).toList());
    for (int m : trained) {
      if (!members.get(m).trains()) {
        members.get(m).ended(now(m));
      }
    }
    each(m ->
        members.get(m).paused(() -> members.get(m).trains() ? now(m) : members.get(m).state()));
    members.stream()
        .filter(member -> !member.hasFailed())
        .findFirst()
        .ifPresent(member -> paused.accept(member.training().ref()));
    return members.stream().anyMatch(LockstepMember::trains);
  }

  private void record(List<Integer> recording) {
    if (!recording.isEmpty()) {
      List<Map<SetName, Scores>> scores = session.scores();
      recording.forEach(m -> members.get(m).recorded(scores.get(m), () -> now(m).parameters()));
    }
  }

  /** Where a member that trains stands now. */
  private TrainingState now(int member) {
    if (state.isEmpty()) {
      state = Optional.of(session.session().state());
    }
    return session.part(state.get(), member);
  }

  private static boolean areFinite(Map<SetName, SetFigures> figures) {
    return figures.values().stream()
        .flatMap(set -> set.scores().values().values().stream())
        .flatMap(List::stream)
        .allMatch(Double::isFinite);
  }

  private void end() {
    if (members.stream().allMatch(LockstepMember::hasFailed)) {
      return;
    }
    state = Optional.empty();
    each(m -> members.get(m).trained());
    session.loadParameters(members.stream().map(LockstepMember::parameters).toList());
    List<Map<SetName, SetFigures>> figures = session.figures();
    each(m -> {
      if (areFinite(figures.get(m))) {
        members.get(m).measured(figures.get(m), session.samples(m));
      } else {
        members.get(m).abandoned();
        members.get(m).fail(new BackendException(NOT_FINITE), choice.backend().name());
      }
    });
  }
}
