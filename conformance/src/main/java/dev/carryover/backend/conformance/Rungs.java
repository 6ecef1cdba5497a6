package dev.carryover.backend.conformance;

import dev.carryover.backend.Backend;
import dev.carryover.backend.Device;
import dev.carryover.backend.Predictions;
import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.program.BatchOrder;
import java.util.Arrays;
import java.util.List;

/**
 * What a backend makes of a subject: an epoch, a step and predictions, each from the subject's
 * start. All in one session, since compiling is most of the time on a device; it is loaded anew for
 * each, so nothing that training leaves behind may matter to what comes next.
 */
record Rungs(Trained epoch, Trained step, Predictions predictions) {

  /** Where training came to, and each epoch's losses on the way, {@code [epochs][R]}. */
  record Trained(TrainingState state, List<Double> losses) {

    /** Trains from a state. */
    static Trained from(TrainingState start, List<BatchOrder> orders, Session session) {
      session.load(start);
      List<Double> losses =
          orders.stream()
              .flatMapToDouble(order -> Arrays.stream(session.trainEpoch(order)))
              .boxed()
              .toList();
      return new Trained(session.state(), losses);
    }
  }

  static Rungs of(Backend backend, Device device, Subject subject) {
    try (Session session = backend.compile(subject.program(), device)) {
      session.bind(subject.examples(), subject.targets());
      Trained epoch = Trained.from(subject.start(), List.of(subject.order(0)), session);
      Trained step = Trained.from(subject.start(), List.of(subject.firstStep()), session);
      session.load(subject.start());
      return new Rungs(epoch, step, session.predict(subject.examples()));
    }
  }
}
