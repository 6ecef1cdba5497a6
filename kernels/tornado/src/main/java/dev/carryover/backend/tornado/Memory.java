package dev.carryover.backend.tornado;

import dev.carryover.program.TrainingProgram;

record Memory(TrainingProgram program, TornadoTarget target) {
  void requireFit(int examples, int positions) {
  }
}
