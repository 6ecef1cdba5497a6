package dev.carryover.experiments.cli;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.Backends;
import dev.carryover.backend.Device;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "backends",
    description = "Every backend and device: ready, or why not and what to do.")
final class BackendsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (Backend backend : Backends.all()) {
      switch (backend.availability()) {
        case Availability.Ready ready -> {
          for (Device device : ready.devices()) {
            out.printf(
                "%-8s ready      %s:%d  %s (%s)%n",
                backend.name(), backend.name(), device.index(), device.name(), device.details());
          }
          for (String failure : ready.failures()) {
            out.printf("%-8s not ready  %s%n", backend.name(), failure);
          }
        }
        case Availability.Unavailable(String reason, String remedy) ->
            out.printf("%-8s not ready  %s; %s%n", backend.name(), reason, remedy);
      }
    }
    OptionalBackend.absence()
        .ifPresent(absence -> out.printf("%-8s not ready  %s%n", OptionalBackend.NAME, absence));
  }
}
