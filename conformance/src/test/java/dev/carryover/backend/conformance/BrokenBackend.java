package dev.carryover.backend.conformance;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.Device;
import dev.carryover.backend.SessionService;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Corruption;
import dev.carryover.program.TrainingProgram;
import java.util.Collections;

/** A sound backend with one fault put in from outside. */
record BrokenBackend(Backend sound, Fault fault) implements Backend {

  @Override
  public String name() {
    return "broken";
  }

  @Override
  public Availability availability() {
    return sound.availability();
  }

  @Override
  public SessionService open(TrainingProgram program, Device device) {
    TrainingProgram spoilt = spoilt(program);
    SessionService service = sound.open(spoilt, device);
    if (spoilt.network().equals(program.network())) {
      return new BrokenSession(service, program, fault);
    }
    return new UntiedSession(service, program.network(), spoilt.network(), program.replicas());
  }

  private TrainingProgram spoilt(TrainingProgram program) {
    return switch (fault) {
      case UNCORRUPTED ->
          program.withCorruptions(Collections.nCopies(program.replicas(), Corruption.NONE));
      case UNDECAYED -> program.withWeightDecay(0);
      case UNTIED ->
          new TrainingProgram(
              untied(program.network()),
              program.loss(),
              program.optimizer(),
              program.learningRates(),
              program.batchSize(),
              program.frozenLayers(),
              program.weightDecays(),
              program.corruptions());
      default -> program;
    };
  }

  private static NetworkSpec untied(NetworkSpec network) {
    return new NetworkSpec(
        network.layers().stream()
            .map(layer -> new DenseSpec(layer.inputs(), layer.outputs(), layer.activation()))
            .toList());
  }
}
