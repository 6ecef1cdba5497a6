package dev.carryover.backend.ejml;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.Device;
import dev.carryover.backend.SessionService;
import dev.carryover.program.TrainingProgram;
import java.util.List;

/**
 * The reference that every other backend is tested against: float64 on EJML, one replica after
 * another, no fusion, no cache, nothing clever.
 */
public final class EjmlBackend implements Backend {

  @Override
  public String name() {
    return "ejml";
  }

  @Override
  public Availability availability() {
    return new Availability.Ready(
        List.of(
            new Device(
                0,
                Device.Kind.CPU,
                "Java on " + System.getProperty("os.arch"),
                "EJML, float64, the reference")));
  }

  @Override
  public SessionService open(TrainingProgram program, Device device) {
    return new EjmlSession(program);
  }
}
