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
import static org.jocl.CL.CL_DEVICE_VERSION;
import static org.jocl.CL.CL_DRIVER_VERSION;
import static org.jocl.CL.CL_PLATFORM_NAME;

import dev.carryover.backend.Device;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** Every platform's every device that can run the kernels, graphics processors first, numbered. */
final class DeviceSearch {
  private static final List<Device.Kind> PREFERENCE =
      List.of(Device.Kind.GPU, Device.Kind.ACCELERATOR, Device.Kind.CPU);

  private record Found(cl_platform_id platform, cl_device_id id) {}

  private DeviceSearch() {}

  /** Call only where {@link OpenClLoader#obstacle} found none. */
  static List<OpenClDevice> devices() {
    CL.setExceptionsEnabled(true);
    List<Found> found = new ArrayList<>();
    for (cl_platform_id platform : platforms()) {
      for (cl_device_id id : devices(platform)) {
        if (usable(id)) {
          found.add(new Found(platform, id));
        }
      }
    }
    found.sort(Comparator.comparingInt(f -> PREFERENCE.indexOf(kind(f.id()))));
    List<OpenClDevice> devices = new ArrayList<>();
    for (Found f : found) {
      devices.add(describe(devices.size(), f));
    }
    return devices;
  }

  private static cl_platform_id[] platforms() {
    int[] count = new int[1];
    CL.clGetPlatformIDs(0, null, count);
    cl_platform_id[] platforms = new cl_platform_id[count[0]];
    CL.clGetPlatformIDs(platforms.length, platforms, null);
    return platforms;
  }

  private static cl_device_id[] devices(cl_platform_id platform) {
    try {
      int[] count = new int[1];
      CL.clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, null, count);
      cl_device_id[] devices = new cl_device_id[count[0]];
      CL.clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, devices.length, devices, null);
      return devices;
    } catch (CLException e) {
      // A driver without its hardware says so in this way, and is no reason to lose the others.
      if (e.getStatus() == CL_DEVICE_NOT_FOUND) {
        return new cl_device_id[0];
      }
      throw e;
    }
  }

  private static boolean usable(cl_device_id id) {
    return number(id, CL_DEVICE_AVAILABLE) != 0
        && number(id, CL_DEVICE_COMPILER_AVAILABLE) != 0
        && !text(id, CL_DEVICE_VERSION).matches("OpenCL 1\\.[01] .*");
  }

  private static Device.Kind kind(cl_device_id id) {
    long type = number(id, CL_DEVICE_TYPE);
    if ((type & CL_DEVICE_TYPE_GPU) != 0) {
      return Device.Kind.GPU;
    }
    return (type & CL_DEVICE_TYPE_CPU) != 0 ? Device.Kind.CPU : Device.Kind.ACCELERATOR;
  }

  private static OpenClDevice describe(int index, Found found) {
    cl_device_id id = found.id();
    int computeUnits = (int) number(id, CL_DEVICE_MAX_COMPUTE_UNITS);
    long globalMemory = number(id, CL_DEVICE_GLOBAL_MEM_SIZE);
    String details =
        "%s, driver %s, %s, %d compute units"
            .formatted(
                platformName(found.platform()),
                text(id, CL_DRIVER_VERSION),
                MemoryPlan.inBytes(globalMemory),
                computeUnits);
    return new OpenClDevice(
        found.platform(),
        id,
        new Device(index, kind(id), text(id, CL_DEVICE_NAME), details),
        computeUnits,
        globalMemory,
        number(id, CL_DEVICE_MAX_MEM_ALLOC_SIZE),
        number(id, CL_DEVICE_MAX_WORK_GROUP_SIZE),
        (int) number(id, CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT));
  }

  /** A property of 4 or 8 bytes. */
  private static long number(cl_device_id id, int property) {
    // Little-endian on every host that JOCL supports: 4 bytes fill the lower half.
    long[] value = new long[1];
    CL.clGetDeviceInfo(id, property, Long.BYTES, Pointer.to(value), null);
    return value[0];
  }

  private static String text(cl_device_id id, int property) {
    long[] size = new long[1];
    CL.clGetDeviceInfo(id, property, 0, null, size);
    byte[] bytes = new byte[(int) size[0]];
    CL.clGetDeviceInfo(id, property, bytes.length, Pointer.to(bytes), null);
    return string(bytes);
  }

  private static String platformName(cl_platform_id platform) {
    long[] size = new long[1];
    CL.clGetPlatformInfo(platform, CL_PLATFORM_NAME, 0, null, size);
    byte[] bytes = new byte[(int) size[0]];
    CL.clGetPlatformInfo(platform, CL_PLATFORM_NAME, bytes.length, Pointer.to(bytes), null);
    return string(bytes);
  }

  /** Without the terminating zero, and the blanks that some drivers pad names with. */
  private static String string(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
  }
}
