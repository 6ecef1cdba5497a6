package dev.carryover.backend.opencl;

/**
 * Makers of graphics processors, as far as their compilers were asked what an epoch kernel takes:
 * {@code offline/compile.sh} fails where a unit holds fewer groups than are assumed here.
 */
enum Vendor {
  /** A compute unit of CDNA holds two or three groups of 256, one of RDNA two. */
  AMD(0x1002, 512),
  /** A compute unit is an execution unit here: eight threads of eight lanes. */
  INTEL(0x8086, 64),
  /** A multiprocessor's 65,536 registers hold one group of 256, with up to 222 registers each. */
  NVIDIA(0x10DE, 256),
  /** Nobody asked its compiler: taken for the smallest of the others' units. */
  OTHER(0, 256);

  private final int id;
  private final int residentItems;

  Vendor(int id, int residentItems) {
    this.id = id;
    this.residentItems = residentItems;
  }

  /** The vendor that the PCI-SIG knows by a number, which is what OpenCL drivers tell. */
  static Vendor of(long id) {
    for (Vendor vendor : values()) {
      if (vendor.id == id) {
        return vendor;
      }
    }
    return OTHER;
  }

  /**
   * How many groups of an epoch kernel so many compute units run at once. A group may take several
   * of Intel's units; of others a unit always runs one.
   *
   * @param group work-items in a group
   */
  long residentGroups(int computeUnits, int group) {
    return this == INTEL
        ? Math.max((long) computeUnits * residentItems / group, 1)
        : (long) computeUnits * Math.max(residentItems / group, 1);
  }
}
