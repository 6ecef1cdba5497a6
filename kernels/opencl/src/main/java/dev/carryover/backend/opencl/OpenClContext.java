package dev.carryover.backend.opencl;

import static org.jocl.CL.CL_CONTEXT_PLATFORM;
import static org.jocl.CL.CL_PROGRAM_BUILD_LOG;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.LibraryMessage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jocl.CL;
import org.jocl.CLException;
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
  /** Values that cross at a time where they do not lie in host memory of their own: 4 MiB. */
  private static final int STAGED = 1 << 20;

  private final OpenClDevice device;
  private final String owner;
  private final SequencedSet<Resource> live = new LinkedHashSet<>();

  /** Where what crosses lies on the host: transfers are waited for, so all share it. */
  private final HostMemory staging;

  private final cl_context context;
  private final cl_command_queue queue;
  private final cl_program program;
  private long transfers;
  private long launches;

  /**
   * Opens a context and builds the kernels.
   *
   * @param owner what the context is for, in messages
   * @throws BackendException if the driver gives no context, or cannot build the kernels
   */
  // clCreateCommandQueueWithProperties needs OpenCL 2.0; the older call runs on every version.
  @SuppressWarnings("deprecation")
  OpenClContext(OpenClDevice device, String owner, KernelOptions options) {
    this.device = device;
    this.owner = owner;
    staging = hostMemory(STAGED);
    cl_device_id[] devices = {device.id()};
    try {
      context = attempt("creating a context", () -> createContext(device, devices));
      own(() -> CL.clReleaseContext(context));
      queue =
          attempt("creating a queue", () -> CL.clCreateCommandQueue(context, device.id(), 0, null));
      own(() -> CL.clReleaseCommandQueue(queue));
      program =
          attempt("reading the kernels", () -> createProgram(KernelSource.files(options.tiling())));
      own(() -> CL.clReleaseProgram(program));
      build(options.toString());
    } catch (RuntimeException | Error e) {
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

  private void build(String options) {
    try {
      CL.clBuildProgram(program, 0, null, options, null, null);
    } catch (CLException e) {
      String log = buildLog();
      String error = log.lines().filter(line -> line.contains("error")).findFirst().orElse(log);
      // The whole log is for those who ask for causes.
      throw new BackendException(
          "%s: the driver cannot build the kernels with %s: %s, %s"
              .formatted(owner, options, LibraryMessage.of(e), LibraryMessage.firstLine(error)),
          new IllegalStateException(log, e));
    }
  }

  private String buildLog() {
    return DriverAnswer.text((room, answer, size) ->
        CL.clGetProgramBuildInfo(program, device.id(), CL_PROGRAM_BUILD_LOG, room, answer, size));
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

  /**
   * Host memory of so many 4-byte values.
   *
   * @throws OutOfMemoryError if the host has no room
   */
  HostMemory hostMemory(int length) {
    HostMemory memory = new HostMemory(this, length);
    own(memory);
    return memory;
  }

  /** Host memory for what crosses now and is not needed afterwards. */
  HostMemory staging() {
    return staging;
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
      throw new BackendException(
          "%s: %s while %s".formatted(owner, LibraryMessage.of(e), doing), e);
    }
  }

  /**
   * Copies between host and device, and waits for it.
   *
   * @param doing what crosses and where to, in messages
   * @throws BackendException if the driver reports an error
   */
  void transfer(String doing, Call<Integer> call) {
    transfers++;
    int _ = attempt(doing, call);
  }

  /** How many transfers the host has waited for. */
  long transfers() {
    return transfers;
  }

  /**
   * Enqueues a kernel, and does not wait.
   *
   * @param doing what is launched, in messages
   * @throws BackendException if the driver reports an error
   */
  void launch(String doing, Call<Integer> call) {
    launches++;
    int _ = attempt(doing, call);
  }

  /** How many kernels were launched. */
  long launches() {
    return launches;
  }

  /** Something that has to be given back. */
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
