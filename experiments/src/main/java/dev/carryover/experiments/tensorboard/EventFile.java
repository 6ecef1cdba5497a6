package dev.carryover.experiments.tensorboard;

import com.google.protobuf.CodedOutputStream;
import dev.carryover.experiments.record.RunFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * One of TensorBoard's event files: {@code Event} messages, each as a TFRecord. Events are kept
 * until they are appended, whole ones only.
 *
 * <p>Source of the formats: TensorFlow's {@code event.proto}, {@code summary.proto} and {@code
 * record_writer.h}.
 */
final class EventFile {
  private static final String VERSION = "brain.Event:2";

  // Fields of Event, of its Summary, of that's Value, and of its SessionLog.
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;
  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int STATUS = 1;
  private static final int START = 1;

  private static final int MASK = 0xa282ead8;

  private final RunFolder folder;
  private final Path path;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  /**
   * Writes a file without scalars, in place of whatever was there.
   *
   * @param path below the folder
   */
  EventFile(RunFolder folder, Path path) {
    this.folder = folder;
    this.path = path;
    byte[] first = record(event(out -> out.writeString(FILE_VERSION, VERSION)));
    folder.write(path, first);
  }

  /** Adds a curve's value after so many steps. */
  void scalar(long step, String curve, double value) {
    byte[] point =
        message(out -> {
          out.writeString(TAG, curve);
          out.writeFloat(SIMPLE_VALUE, (float) value);
        });
    byte[] summary = message(out -> out.writeByteArray(VALUE, point));
    add(step, SUMMARY, summary);
  }

  /** Adds that what earlier files tell of this step and later ones does not count. */
  void restart(long step) {
    add(step, SESSION_LOG, message(out -> out.writeEnum(STATUS, START)));
  }

  private void add(long step, int field, byte[] content) {
    pending.writeBytes(
        record(
            event(out -> {
              out.writeInt64(STEP, step);
              out.writeByteArray(field, content);
            })));
  }

  /** Appends to the file what was added. */
  void append() {
    folder.append(path, pending.toByteArray());
    pending.reset();
  }

  /** Fields of a message. */
  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] event(Fields fields) {
    return message(out -> {
      out.writeDouble(WALL_TIME, System.currentTimeMillis() / 1000.0);
      fields.write(out);
    });
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every byte", e);
    }
    return bytes.toByteArray();
  }

  /** A TFRecord: length, its checksum, the content, its checksum, all little-endian. */
  static byte[] record(byte[] content) {
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + content.length + 2 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(content.length);
    return record
        .putInt(masked(record.array(), Long.BYTES))
        .put(content)
        .putInt(masked(content, content.length))
        .array();
  }

  /** CRC-32C, turned and shifted: a checksum of what holds checksums would tell little. */
  private static int masked(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
