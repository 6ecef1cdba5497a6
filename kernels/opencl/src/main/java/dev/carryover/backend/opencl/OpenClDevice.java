package dev.carryover.backend.opencl;

import dev.carryover.backend.Device;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * A device and what its driver says of it.
 *
 * @param platform its driver's handle
 * @param id its own handle
 * @param device how the rest of the program knows it
 * @param computeUnits how many work-groups run at once, at least
 * @param globalMemory bytes
 * @param maxAllocation the largest buffer, bytes
 * @param maxGroup the most work-items in a group
 * @param vectorWidth floats in one of its registers
 */
record OpenClDevice(
    cl_platform_id platform,
    cl_device_id id,
    Device device,
    int computeUnits,
    long globalMemory,
    long maxAllocation,
    long maxGroup,
    int vectorWidth) {

  /** Backend and device for messages. */
  @Override
  public String toString() {
    return "backend opencl, device %d (%s)".formatted(device.index(), device.name());
  }
}
