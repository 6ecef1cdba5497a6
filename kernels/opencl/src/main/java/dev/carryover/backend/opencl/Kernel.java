package dev.carryover.backend.opencl;

import org.jocl.CL;
import org.jocl.NativePointerObject;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_kernel;
import org.jocl.cl_program;
import org.jspecify.annotations.Nullable;

/**
 * One kernel with its own arguments, set in order once; only the last may change from launch to
 * launch. Belongs to its context.
 */
final class Kernel implements OpenClContext.Resource {
  private final OpenClContext context;
  private final String name;
  private final cl_kernel kernel;
  private int arguments;
  private long[] global = {};
  private long[] local = {};

  Kernel(OpenClContext context, String name, cl_program program) {
    this.context = context;
    this.name = name;
    kernel = context.attempt("creating " + name, () -> CL.clCreateKernel(program, name, null));
  }

  /** The next argument, a buffer; null for none. */
  Kernel with(@Nullable DeviceBuffer buffer) {
    return argument(
        Sizeof.cl_mem, buffer == null ? null : Pointer.to((NativePointerObject) buffer.memory()));
  }

  /** The next argument, an int. */
  Kernel with(int value) {
    context.staging().put(0, value);
    return argument(Sizeof.cl_int, context.staging().pointer());
  }

  /** The next argument, a long. */
  Kernel with(long value) {
    context.staging().put(0, value);
    return argument(Sizeof.cl_long, context.staging().pointer());
  }

  /** The next argument, a float, or a vector of as many. */
  Kernel with(float... values) {
    context.staging().put(0, values, 0, values.length);
    return argument((long) Sizeof.cl_float * values.length, context.staging().pointer());
  }

  private Kernel argument(long size, @Nullable Pointer value) {
    int index = arguments++;
    context.attempt(
        "setting argument %d of %s".formatted(index, name),
        () -> CL.clSetKernelArg(kernel, index, size, value));
    return this;
  }

  /** Sets the grid: groups for each replica, and work-items in a group. */
  Kernel over(long groups, int replicas, int group) {
    return over(groups, replicas, 1, group);
  }

  /** Sets the grid: groups for each slice of each replica, and work-items in a group. */
  Kernel over(long groups, int replicas, int slices, int group) {
    global = new long[] {groups * group, replicas, slices};
    local = new long[] {group, 1, 1};
    return this;
  }

  /** Enqueues the kernel with the given last argument. Does not wait. */
  void launch(int lastArgument) {
    context.staging().put(0, lastArgument);
    context.launch(
        "launching " + name,
        () -> {
          CL.clSetKernelArg(kernel, arguments, Sizeof.cl_int, context.staging().pointer());
          return CL.clEnqueueNDRangeKernel(
              context.queue(), kernel, global.length, null, global, local, 0, null, null);
        });
  }

  @Override
  public void close() {
    context.disown(this);
    context.attempt("releasing " + name, () -> CL.clReleaseKernel(kernel));
  }
}
