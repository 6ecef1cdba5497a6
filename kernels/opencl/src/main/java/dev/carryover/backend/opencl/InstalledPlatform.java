package dev.carryover.backend.opencl;

import static org.jocl.CL.CL_DEVICE_AVAILABLE;
import static org.jocl.CL.CL_DEVICE_COMPILER_AVAILABLE;
import static org.jocl.CL.CL_DEVICE_GLOBAL_MEM_SIZE;
import static org.jocl.CL.CL_DEVICE_MAX_COMPUTE_UNITS;
import static org.jocl.CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE;
import static org.jocl.CL.CL_DEVICE_MAX_WORK_GROUP_SIZE;
import static org.jocl.CL.CL_DEVICE_NAME;
import static org.jocl.CL.CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT;
import static org.jocl.CL.CL_DEVICE_NOT_FOUND;
import static org.jocl.CL.CL_DEVICE_TYPE;
import static org.jocl.CL.CL_DEVICE_TYPE_ALL;
import static org.jocl.CL.CL_DEVICE_TYPE_CPU;
import static org.jocl.CL.CL_DEVICE_TYPE_GPU;
import static org.jocl.CL.CL_DEVICE_VENDOR_ID;
import static org.jocl.CL.CL_DEVICE_VERSION;
import static org.jocl.CL.CL_DRIVER_VERSION;
import static org.jocl.CL.CL_PLATFORM_NAME;

import dev.carryover.backend.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * A platform that the OpenCL loader knows.
 *
 * @param id its handle
 */
record InstalledPlatform(cl_platform_id id) implements OpenClPlatform {
  /**
   * Every kind of device. JOCL's constant is −1 in 64 bits, and a driver may refuse a kind beyond
   * OpenCL's 32, as rusticl does.
   */
  private static final long EVERY_KIND = CL_DEVICE_TYPE_ALL & 0xFFFF_FFFFL;

  /**
   * All of them. Call only where {@link OpenClLoader#obstacle} found none.
   *
   * @throws CLException if the loader reports an error
   */
  static List<OpenClPlatform> all() {
    CL.setExceptionsEnabled(true);
    int[] count = new int[1];
    CL.clGetPlatformIDs(0, null, count);
    cl_platform_id[] platforms = new cl_platform_id[count[0]];
    CL.clGetPlatformIDs(platforms.length, platforms, null);
    return Arrays.stream(platforms).<OpenClPlatform>map(InstalledPlatform::new).toList();
  }

  @Override
  public String name() {
    return DriverAnswer.text(
        (room, answer, size) -> CL.clGetPlatformInfo(id, CL_PLATFORM_NAME, room, answer, size));
  }

  @Override
  public List<OpenClDevice> devices() {
    List<OpenClDevice> devices = new ArrayList<>();
    for (cl_device_id device : deviceIds()) {
      if (usable(device)) {
        devices.add(describe(devices.size(), device));
      }
    }
    return devices;
  }

  private cl_device_id[] deviceIds() {
    try {
      int[] count = new int[1];
      CL.clGetDeviceIDs(id, EVERY_KIND, 0, null, count);
      cl_device_id[] devices = new cl_device_id[count[0]];
      CL.clGetDeviceIDs(id, EVERY_KIND, devices.length, devices, null);
      return devices;
    } catch (CLException e) {
      // A driver without its hardware says so in this way, and has not failed.
      if (e.getStatus() == CL_DEVICE_NOT_FOUND) {
        return new cl_device_id[0];
      }
      throw e;
    }
  }

  private static boolean usable(cl_device_id device) {
    return number(device, CL_DEVICE_AVAILABLE) != 0
        && number(device, CL_DEVICE_COMPILER_AVAILABLE) != 0
        && !text(device, CL_DEVICE_VERSION).matches("OpenCL 1\\.[01] .*");
  }

  private static Device.Kind kind(cl_device_id device) {
    long type = number(device, CL_DEVICE_TYPE);
    if ((type & CL_DEVICE_TYPE_GPU) != 0) {
      return Device.Kind.GPU;
    }
    return (type & CL_DEVICE_TYPE_CPU) != 0 ? Device.Kind.CPU : Device.Kind.ACCELERATOR;
  }

  private OpenClDevice describe(int index, cl_device_id device) {
    int computeUnits = (int) number(device, CL_DEVICE_MAX_COMPUTE_UNITS);
    long globalMemory = number(device, CL_DEVICE_GLOBAL_MEM_SIZE);
    String details =
        "%s, driver %s, %s, %d compute units"
            .formatted(
                name(),
                text(device, CL_DRIVER_VERSION),
                MemoryPlan.inBytes(globalMemory),
                computeUnits);
    return new OpenClDevice(
        id,
        device,
        new Device(index, kind(device), text(device, CL_DEVICE_NAME), details),
        Vendor.of(number(device, CL_DEVICE_VENDOR_ID)),
        computeUnits,
        globalMemory,
        number(device, CL_DEVICE_MAX_MEM_ALLOC_SIZE),
        number(device, CL_DEVICE_MAX_WORK_GROUP_SIZE),
        (int) number(device, CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT));
  }

  private static long number(cl_device_id device, int property) {
    return DriverAnswer.number(
        (room, answer, size) -> CL.clGetDeviceInfo(device, property, room, answer, size));
  }

  private static String text(cl_device_id device, int property) {
    return DriverAnswer.text(
        (room, answer, size) -> CL.clGetDeviceInfo(device, property, room, answer, size));
  }
}
