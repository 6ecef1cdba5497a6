package dev.carryover.backend.opencl;

import dev.carryover.program.TrainingProgram;

/**
 * What kernels are built for: a tiling, and the parts that only some programs need, which the
 * others' kernels do without.
 *
 * @param tied whether layers are tied
 * @param corrupted whether what enters the first layer that trains is corrupted
 */
record KernelOptions(Tiling tiling, boolean tied, boolean corrupted) {

  /** For plain programs. */
  static KernelOptions plain(Tiling tiling) {
    return new KernelOptions(tiling, false, false);
  }

  /** For one program. */
  static KernelOptions of(TrainingProgram program, Tiling tiling) {
    return new KernelOptions(tiling, program.network().hasTiedLayers(), program.corrupts());
  }

  /** In the words of the kernels' compiler. */
  @Override
  public String toString() {
    return tiling.options() + (tied ? " -DTIED" : "") + (corrupted ? " -DCORRUPTED" : "");
  }
}
