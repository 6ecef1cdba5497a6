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
 * @param vendor its maker
 * @param computeUnits cores or multiprocessors, as its driver counts them
 * @param globalMemory bytes
 * @param maxAllocation the largest buffer, bytes
 * @param maxGroup the most work-items in a group
 * @param vectorWidth floats in one of its registers
 */
record OpenClDevice(
    cl_platform_id platform,
    cl_device_id id,
    Device device,
    Vendor vendor,
    int computeUnits,
    long globalMemory,
    long maxAllocation,
    long maxGroup,
    int vectorWidth) {

  /**
   * How many of an epoch kernel's work-groups it runs at once: a processor's core one, a graphics
   * processor's unit as many as its registers hold.
   *
   * @param group work-items in a group
   */
  long residentGroups(int group) {
    return device.kind() == Device.Kind.CPU
        ? computeUnits
        : vendor.residentGroups(computeUnits, group);
  }

  /** This device under another number. */
  OpenClDevice numbered(int index) {
    return new OpenClDevice(
        platform,
        id,
        new Device(index, device.kind(), device.name(), device.details()),
        vendor,
        computeUnits,
        globalMemory,
        maxAllocation,
        maxGroup,
        vectorWidth);
  }

  /** Backend and device for messages. */
  @Override
  public String toString() {
    return "backend opencl, device %d (%s)".formatted(device.index(), device.name());
  }
}
