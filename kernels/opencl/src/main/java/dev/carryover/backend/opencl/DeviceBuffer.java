package dev.carryover.backend.opencl;

import static org.jocl.CL.CL_MEM_READ_WRITE;

import org.jocl.CL;
import org.jocl.cl_context;
import org.jocl.cl_mem;

/** A stretch of device memory: 4-byte values, with padding behind them. Belongs to its context. */
final class DeviceBuffer implements OpenClContext.Resource {
  /**
   * Values behind the contents, which kernels may read and never write: a vector is read whole
   * wherever one of its lanes is wanted. More than a tile's row.
   */
  static final int PADDING = 64;

  private final OpenClContext context;
  private final String what;
  private final long length;
  private final cl_mem memory;

  DeviceBuffer(OpenClContext context, String what, long length, cl_context handle) {
    this.context = context;
    this.what = what;
    this.length = length;
    long bytes = (length + PADDING) * Float.BYTES;
    memory =
        context.attempt(
            "allocating %s for %s".formatted(MemoryPlan.inBytes(bytes), what),
            () -> CL.clCreateBuffer(handle, CL_MEM_READ_WRITE, bytes, null, null));
    context.staging().put(0, 0);
    // Drivers may put off finding room until memory is first touched: better now than in an epoch.
    context.attempt(
        "clearing %s for %s".formatted(MemoryPlan.inBytes(bytes), what),
        () ->
            CL.clEnqueueFillBuffer(
                context.queue(),
                memory,
                context.staging().pointer(),
                Integer.BYTES,
                0,
                bytes,
                0,
                null,
                null));
  }

  /** Its handle, as a kernel's argument. */
  cl_mem memory() {
    return memory;
  }

  /** How many values it holds. */
  long length() {
    return length;
  }

  /** Copies the first count values of an array to the device, from an index there on. */
  void write(long at, float[] values, int count) {
    HostMemory staging = context.staging();
    for (int from = 0; from < count; from += staging.length()) {
      int part = Math.min(staging.length(), count - from);
      staging.put(0, values, from, part);
      write(at + from, staging, part);
    }
  }

  /** Copies the first count values of an array to the device, from an index there on. */
  void write(long at, int[] values, int count) {
    HostMemory staging = context.staging();
    for (int from = 0; from < count; from += staging.length()) {
      int part = Math.min(staging.length(), count - from);
      staging.put(0, values, from, part);
      write(at + from, staging, part);
    }
  }

  /** Rounds to float32 and copies a whole array to the device. */
  void write(double[] values) {
    HostMemory staging = context.staging();
    for (int from = 0; from < values.length; from += staging.length()) {
      int part = Math.min(staging.length(), values.length - from);
      for (int i = 0; i < part; i++) {
        staging.put(i, (float) values[from + i]);
      }
      write(from, staging, part);
    }
  }

  /** Copies the first count values of host memory to the device, from an index there on. */
  void write(long at, HostMemory values, int count) {
    context.transfer(
        "writing " + what,
        () ->
            CL.clEnqueueWriteBuffer(
                context.queue(),
                memory,
                true,
                at * Float.BYTES,
                (long) count * Float.BYTES,
                values.pointer(),
                0,
                null,
                null));
  }

  /** Copies count values from an index on into the first elements of an array. */
  void read(long at, float[] values, int count) {
    HostMemory staging = context.staging();
    for (int from = 0; from < count; from += staging.length()) {
      int part = Math.min(staging.length(), count - from);
      read(at + from, staging, part);
      staging.get(0, values, from, part);
    }
  }

  /** Copies the first values into a whole array, as float64. */
  void read(double[] values) {
    HostMemory staging = context.staging();
    for (int from = 0; from < values.length; from += staging.length()) {
      int part = Math.min(staging.length(), values.length - from);
      read(from, staging, part);
      for (int i = 0; i < part; i++) {
        values[from + i] = staging.get(i);
      }
    }
  }

  /** Copies count values from an index on to the beginning of host memory. */
  void read(long at, HostMemory values, int count) {
    context.transfer(
        "reading " + what,
        () ->
            CL.clEnqueueReadBuffer(
                context.queue(),
                memory,
                true,
                at * Float.BYTES,
                (long) count * Float.BYTES,
                values.pointer(),
                0,
                null,
                null));
  }

  @Override
  public void close() {
    context.disown(this);
    context.attempt("releasing " + what, () -> CL.clReleaseMemObject(memory));
  }
}
