package dev.carryover.backend.opencl;

import static org.jocl.CL.CL_CONTEXT_PLATFORM;
import static org.jocl.CL.CL_PROGRAM_BUILD_LOG;

import dev.carryover.backend.BackendException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_program;

/**
 * One device's context with its queue, compiled program, buffers and kernels: owns all of them, and
 * gives all of them back. The queue runs in order, so what is enqueued sees what was enqueued
 * before it. For one thread at a time.
 */
final class OpenClContext implements AutoCloseable {
  private final OpenClDevice device;
  private final String owner;
  private final SequencedSet<Resource> live = new LinkedHashSet<>();
  private final cl_context context;
  private final cl_command_queue queue;
  private final cl_program program;

  /**
   * Opens a context and builds the kernels for a tiling.
   *
   * @param owner what the context is for, in messages
   * @throws BackendException if the driver gives no context, or cannot build the kernels
   */
  // clCreateCommandQueueWithProperties needs OpenCL 2.0; the older call runs on every version.
  @SuppressWarnings("deprecation")
  OpenClContext(OpenClDevice device, String owner, Tiling tiling) {
    this.device = device;
    this.owner = owner;
    cl_device_id[] devices = {device.id()};
    try {
      context = attempt("creating a context", () -> createContext(device, devices));
      own(() -> CL.clReleaseContext(context));
      queue =
          attempt("creating a queue", () -> CL.clCreateCommandQueue(context, device.id(), 0, null));
      own(() -> CL.clReleaseCommandQueue(queue));
      program = attempt("reading the kernels", () -> createProgram(KernelSource.files(tiling)));
      own(() -> CL.clReleaseProgram(program));
      build(tiling);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static cl_context createContext(OpenClDevice device, cl_device_id[] devices) {
    cl_context_properties properties = new cl_context_properties();
    properties.addProperty(CL_CONTEXT_PLATFORM, device.platform());
    return CL.clCreateContext(properties, 1, devices, null, null, null);
  }

  private cl_program createProgram(List<String> files) {
    return CL.clCreateProgramWithSource(
        context, files.size(), files.toArray(String[]::new), null, null);
  }

  private void build(Tiling tiling) {
    try {
      CL.clBuildProgram(program, 0, null, tiling.options(), null, null);
    } catch (CLException e) {
      throw new BackendException(
          "%s: the driver cannot build the kernels with %s: %s%n%s"
              .formatted(owner, tiling.options(), e.getMessage(), buildLog()),
          e);
    }
  }

  private String buildLog() {
    long[] size = new long[1];
    CL.clGetProgramBuildInfo(program, device.id(), CL_PROGRAM_BUILD_LOG, 0, null, size);
    byte[] log = new byte[(int) size[0]];
    CL.clGetProgramBuildInfo(
        program, device.id(), CL_PROGRAM_BUILD_LOG, log.length, Pointer.to(log), null);
    return new String(log, StandardCharsets.UTF_8).replace("\0", "").strip();
  }

  /** A kernel of the program, whose arguments are still to be set. */
  Kernel kernel(String name) {
    Kernel kernel = new Kernel(this, name, program);
    live.add(kernel);
    return kernel;
  }

  /**
   * A buffer of so many 4-byte values, all zero.
   *
   * @param what its contents, in messages
   * @throws BackendException if the device has no room
   */
  DeviceBuffer buffer(String what, long length) {
    DeviceBuffer buffer = new DeviceBuffer(this, what, length, context);
    live.add(buffer);
    return buffer;
  }

  cl_command_queue queue() {
    return queue;
  }

  OpenClDevice device() {
    return device;
  }

  /** How many buffers, kernels and other objects of the driver this context holds. */
  int liveObjects() {
    return live.size();
  }

  /** No longer in this context's charge: the caller has released it. */
  void disown(Resource released) {
    live.remove(released);
  }

  private void own(Resource resource) {
    live.add(resource);
  }

  /** A call of the driver. */
  interface Call<T> {
    T make();
  }

  /**
   * Makes a call and returns its result.
   *
   * @param doing what the call is for, in messages
   * @throws BackendException if the driver reports an error
   */
  <T> T attempt(String doing, Call<T> call) {
    try {
      return call.make();
    } catch (CLException e) {
      throw new BackendException("%s: %s while %s".formatted(owner, e.getMessage(), doing), e);
    }
  }

  /** Something of the driver's that has to be given back. */
  interface Resource extends AutoCloseable {
    @Override
    void close();
  }

  /** Gives everything back, the newest first, even where the driver reports an error. */
  @Override
  public void close() {
    RuntimeException failure = null;
    while (!live.isEmpty()) {
      try {
        live.removeLast().close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
