package dev.carryover.backend.opencl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jspecify.annotations.Nullable;

/** What a driver answers to a question about a platform, a device or a program. */
final class DriverAnswer {
  /** One of OpenCL's many {@code clGet…Info} functions, all but its last three arguments given. */
  interface Question {
    /**
     * Asks the driver, and returns OpenCL's status.
     *
     * @param room bytes that the answer may have
     * @param answer where the answer goes; null to ask for its size only
     * @param size gets the answer's size; null where it is not wanted
     */
    int ask(long room, @Nullable Pointer answer, long @Nullable [] size);
  }

  private DriverAnswer() {}

  /**
   * Asks for a number of 4 or 8 bytes.
   *
   * @throws CLException if the driver reports an error
   */
  static long number(Question question) {
    ByteBuffer answer = bytes(question);
    return answer.capacity() == Integer.BYTES ? answer.getInt(0) : answer.getLong(0);
  }

  /**
   * Asks for a text, and returns it without its terminating zero, and without the blanks that some
   * drivers pad names with.
   *
   * @throws CLException if the driver reports an error
   */
  static String text(Question question) {
    return StandardCharsets.UTF_8.decode(bytes(question)).toString().replace("\0", "").strip();
  }

  private static ByteBuffer bytes(Question question) {
    long[] size = new long[1];
    question.ask(0, null, size);
    ByteBuffer answer =
        ByteBuffer.allocateDirect(Math.toIntExact(size[0])).order(ByteOrder.nativeOrder());
    question.ask(size[0], Pointer.to(answer), null);
    return answer;
  }
}
