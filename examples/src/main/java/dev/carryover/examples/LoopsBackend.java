package dev.carryover.examples;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.Device;
import dev.carryover.backend.SessionService;
import dev.carryover.program.TrainingProgram;
import java.util.List;

/** A backend of one's own: plain loops in float64. It is found by its name in META-INF/services. */
public final class LoopsBackend implements Backend {
  @Override
  public String name() {
    return "loops";
  }

  @Override
  public Availability availability() {
    return new Availability.Ready(
        List.of(new Device(0, Device.Kind.CPU, "one thread", "plain loops, float64")));
  }

  @Override
  public SessionService open(TrainingProgram program, Device device) {
    return new LoopsSession(program);
  }
}
