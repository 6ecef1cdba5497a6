package dev.carryover.backend.opencl;

import static org.jocl.CL.CL_MEM_READ_WRITE;

import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_context;
import org.jocl.cl_mem;

/** A stretch of device memory: 4-byte values, with padding behind them. Belongs to its context. */
final class DeviceBuffer implements OpenClContext.Resource {
  /**
   * Values behind the contents, which kernels may read and never write: a vector is read whole
   * wherever one of its lanes is wanted. More than a tile's row.
   */
  static final int PADDING = 64;

  /** Values converted at a time, so that no host array is as long as a buffer may be. */
  private static final int CHUNK = 1 << 20;

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
    // Drivers may put off finding room until memory is first touched: better now than in an epoch.
    context.attempt(
        "clearing %s for %s".formatted(MemoryPlan.inBytes(bytes), what),
        () ->
            CL.clEnqueueFillBuffer(
                context.queue(),
                memory,
                Pointer.to(new int[1]),
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

  /** Copies the first values of an array to the device, from an index there on. */
  void write(long at, float[] values, int count) {
    write(at, Pointer.to(values), count);
  }

  /** Copies the first values of an array to the device, from an index there on. */
  void write(long at, int[] values, int count) {
    write(at, Pointer.to(values), count);
  }

  private void write(long at, Pointer values, int count) {
    context.attempt(
        "writing " + what,
        () ->
            CL.clEnqueueWriteBuffer(
                context.queue(),
                memory,
                true,
                at * Float.BYTES,
                (long) count * Float.BYTES,
                values,
                0,
                null,
                null));
  }

  /** Copies values from an index on into the first elements of an array. */
  void read(long at, float[] values, int count) {
    context.attempt(
        "reading " + what,
        () ->
            CL.clEnqueueReadBuffer(
                context.queue(),
                memory,
                true,
                at * Float.BYTES,
                (long) count * Float.BYTES,
                Pointer.to(values),
                0,
                null,
                null));
  }

  /** Rounds to float32 and copies a whole array to the device. */
  void write(double[] values) {
    float[] chunk = new float[Math.min(values.length, CHUNK)];
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      for (int i = 0; i < count; i++) {
        chunk[i] = (float) values[from + i];
      }
      write(from, chunk, count);
    }
  }

  /** Copies the first values into a whole array, as float64. */
  void read(double[] values) {
    float[] chunk = new float[Math.min(values.length, CHUNK)];
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      read(from, chunk, count);
      for (int i = 0; i < count; i++) {
        values[from + i] = chunk[i];
      }
    }
  }

  @Override
  public void close() {
    context.disown(this);
    context.attempt("releasing " + what, () -> CL.clReleaseMemObject(memory));
  }
}
