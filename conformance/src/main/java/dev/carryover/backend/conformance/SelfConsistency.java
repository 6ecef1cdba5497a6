package dev.carryover.backend.conformance;

import dev.carryover.backend.Backend;
import dev.carryover.backend.Device;
import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.backend.conformance.ConformanceSuite.Check;
import dev.carryover.data.Examples;
import dev.carryover.network.ParameterLayout;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Corruption;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a backend must do by its own lights: repeat itself, resume, keep replicas apart. */
final class SelfConsistency {
  private final Backend backend;
  private final Device device;

  SelfConsistency(Backend backend, Device device) {
    this.backend = backend;
    this.device = device;
  }

  Stream<Check> checks() {
    return Stream.of(
        new Check("the same run twice gives the same bits", this::repeats),
        new Check("a resumed run goes on bit for bit", this::resumes),
        new Check("a loaded state comes back bit for bit", this::keepsState),
        new Check("lockstep replicas equal single runs", this::lockstep),
        new Check("frozen layers stay bit for bit", this::freezes),
        new Check("frozen layers follow a new state and new examples", this::rebinds),
        new Check("a learning rate of 0 changes nothing", this::standsStill),
        new Check("NaN shows in the loss", this::showsNaN),
        new Check("predicting does not disturb training", this::predictsAside),
        new Check("a resumed run is corrupted as if it had gone on", this::resumesCorruption));
  }

  private void repeats() {
    Subject subject = Subject.typical();
    requireSame("second run", train(subject, 0, 3), train(subject, 0, 3));
  }

  private void resumes() {
    resumes(Subject.typical());
  }

  private void resumesCorruption() {
    Subject typical = Subject.typical();
    List<Corruption> corruptions =
        List.of(new Corruption(0.2, 1), Corruption.NONE, new Corruption(0.5, 2));
    resumes(typical.with(typical.program().withCorruptions(corruptions)));
  }

  private void resumes(Subject subject) {
    TrainingState straight = train(subject, 0, 4);
    TrainingState halfway = train(subject, 0, 2);
    try (Session session = open(subject, halfway)) {
      session.trainEpoch(subject.order(2));
      session.trainEpoch(subject.order(3));
      requireSame("resumed run", straight, session.state());
    }
  }

  private void keepsState() {
    Subject subject = Subject.typical();
    double[] parameters = subject.start().parameters();
    double[] velocity = new double[parameters.length];
    Arrays.setAll(velocity, i -> 0.5 * parameters[parameters.length - 1 - i]);
    TrainingState state = new TrainingState(parameters, List.of(velocity), 7);
    try (Session session = open(subject, state)) {
      requireSame("state", state, session.state());
    }
  }

  private void lockstep() {
    Subject subject = Subject.typical();
    TrainingProgram program = subject.program();
    TrainingState together = train(subject, 0, 1);
    int size = program.network().parameters().size();
    for (int r = 0; r < program.replicas(); r++) {
      TrainingProgram single = program.replica(r);
      int[] order = new int[subject.examples().count()];
      subject.order(0).copyTo(r, order, 0);
      double[] start = Arrays.copyOfRange(subject.start().parameters(), r * size, (r + 1) * size);
      try (Session session = open(subject.with(single), TrainingState.initial(single, start))) {
        session.trainEpoch(new BatchOrder(new int[][] {order}));
        double[] among = Arrays.copyOfRange(together.parameters(), r * size, (r + 1) * size);
        // Not bit for bit: one replica may be worth another shape of kernel than three.
        RelativeDistance.requireClose(
            "replica " + r + " trained alone",
            RelativeDistance.l2(
                minus(among, start), minus(session.state().parameters(), start), 0, size),
            1e-4);
      }
    }
  }

  private void freezes() {
    Subject typical = Subject.typical();
    for (int layer = 0; layer < 2; layer++) {
      Subject subject = typical.with(typical.program().withFrozen(Set.of(layer)));
      double[] before = subject.start().parameters();
      double[] after = train(subject, 0, 2).parameters();
      ParameterLayout layout = subject.program().network().parameters();
      for (int i = 0; i < before.length; i++) {
        int l = i % layout.size() < layout.weight(1).offset() ? 0 : 1;
        require(
            l != layer || before[i] == after[i],
            "parameter %d of frozen layer %d moved from %s to %s"
                .formatted(i, layer, before[i], after[i]));
      }
      require(!Arrays.equals(before, after), "nothing was trained beside layer " + layer);
    }
  }

  private void rebinds() {
    Subject typical = Subject.typical();
    Subject subject = typical.with(typical.program().withFrozen(Set.of(0)));
    int[] reversed = new int[subject.examples().count()];
    Arrays.setAll(reversed, i -> reversed.length - 1 - i);
    Examples others = subject.examples().select(reversed);
    double[] moved = subject.start().parameters().clone();
    Arrays.setAll(moved, i -> (float) (0.5 * moved[i]));
    TrainingState state = TrainingState.initial(subject.program(), moved);

    try (Session fresh = compile(subject);
        Session used = open(subject, subject.start())) {
      fresh.bind(others, subject.targets());
      fresh.load(state);
      fresh.trainEpoch(subject.order(1));

      used.trainEpoch(subject.order(0));
      used.bind(others, subject.targets());
      used.load(state);
      used.trainEpoch(subject.order(1));
      requireSame("session bound and loaded again", fresh.state(), used.state());

      used.load(state);
      used.bind(others, subject.targets());
      used.trainEpoch(subject.order(1));
      requireSame("session loaded and bound again", fresh.state(), used.state());
    }
  }

  private void standsStill() {
    Subject typical = Subject.typical();
    TrainingProgram program = typical.program();
    List<Double> rates = new ArrayList<>(program.learningRates());
    rates.set(1, 0.0);
    Subject subject = typical.with(program.withLearningRates(rates));
    double[] before = subject.start().parameters();
    double[] after = train(subject, 0, 1).parameters();
    int size = program.network().parameters().size();
    for (int r = 0; r < program.replicas(); r++) {
      boolean same =
          Arrays.equals(before, r * size, (r + 1) * size, after, r * size, (r + 1) * size);
      require(same == (r == 1), "replica " + r + (same ? " stood still" : " moved"));
    }
  }

  private void showsNaN() {
    Subject subject = Subject.typical();
    int size = subject.program().network().parameters().size();
    for (int tensor = 0; tensor < 4; tensor++) {
      double[] parameters = subject.start().parameters().clone();
      parameters[size + subject.program().network().parameters().tensors().get(tensor).offset()] =
          Double.NaN;
      try (Session session = open(subject, TrainingState.initial(subject.program(), parameters))) {
        double[] losses = session.trainEpoch(subject.order(0));
        require(Double.isNaN(losses[1]), "NaN weights gave a loss of " + losses[1]);
        require(
            Double.isFinite(losses[0]) && Double.isFinite(losses[2]),
            "one replica's NaN spread to its neighbours: " + Arrays.toString(losses));
      }
    }
  }

  private void predictsAside() {
    Subject subject = Subject.typical();
    try (Session session = open(subject, subject.start())) {
      session.trainEpoch(subject.order(0));
      session.predict(subject.examples().select(3, 1));
      session.trainEpoch(subject.order(1));
      requireSame("run with a prediction in between", train(subject, 0, 2), session.state());
    }
  }

  private TrainingState train(Subject subject, int fromEpoch, int toEpoch) {
    try (Session session = open(subject, subject.start())) {
      for (int e = fromEpoch; e < toEpoch; e++) {
        session.trainEpoch(subject.order(e));
      }
      return session.state();
    }
  }

  private Session open(Subject subject, TrainingState state) {
    Session session = compile(subject);
    session.bind(subject.examples(), subject.targets());
    session.load(state);
    return session;
  }

  private Session compile(Subject subject) {
    return backend.compile(subject.program(), device);
  }

  private static void requireSame(String what, TrainingState expected, TrainingState actual) {
    require(
        Arrays.equals(expected.parameters(), actual.parameters()), what + ": parameters differ");
    require(expected.slots().size() == actual.slots().size(), what + ": slots are missing");
    for (int s = 0; s < expected.slots().size(); s++) {
      require(
          Arrays.equals(expected.slots().get(s), actual.slots().get(s)),
          what + ": slot " + s + " differs");
    }
    require(expected.steps(0) == actual.steps(0), what + ": step counts differ");
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return difference;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }
}
