package dev.carryover.backend.tornado;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * What native code prints. TornadoVM's drivers report errors of OpenCL or CUDA on the process's
 * standard output and go on as if nothing had happened: so while they work, standard output is a
 * file, which is searched afterwards.
 */
final class NativeOutput {
  /**
   * In each driver's reports, for example {@code [TornadoVM-OCL-JNI] ERROR : clFinish}, {@code
   * [TornadoVM-CUDA-JNI] ERROR}, and where CUDA's compiler fails.
   */
  private static final List<String> REPORTS = List.of("-JNI] ERROR", "NVRTC compilation failed");

  private static final Optional<StandardOutput> OUTPUT = StandardOutput.find();

  private NativeOutput() {}

  /**
   * Runs an action and returns the errors that drivers printed meanwhile. What else was printed
   * goes where it was to go, afterwards. Where the operating system is not POSIX nothing is seen.
   *
   * <p>One action at a time, since a process has one standard output.
   */
  static synchronized List<String> errorsOf(Runnable action) {
    if (OUTPUT.isEmpty()) {
      action.run();
      return List.of();
    }
    StandardOutput output = OUTPUT.get();
    int terminal = output.divert();
    try {
      action.run();
    } finally {
      output.restore(terminal);
    }
    try {
      return Files.size(output.file()) == 0 ? List.of() : sift(Files.readAllBytes(output.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> sift(byte[] printed) throws IOException {
    List<String> lines = new String(printed, StandardCharsets.UTF_8).lines().toList();
    // Never closed: that would close standard output itself.
    FileOutputStream output = new FileOutputStream(FileDescriptor.out);
    for (String line : lines) {
      if (!isReport(line)) {
        output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return lines.stream().filter(NativeOutput::isReport).map(String::strip).toList();
  }

  private static boolean isReport(String line) {
    return REPORTS.stream().anyMatch(line::contains);
  }
}
