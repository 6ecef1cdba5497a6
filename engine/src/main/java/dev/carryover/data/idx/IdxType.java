package dev.carryover.data.idx;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of number that an IDX file can hold, big-endian. */
enum IdxType {
  UNSIGNED_BYTE(0x08, 1, true, "unsigned bytes"),
  BYTE(0x09, 1, true, "signed bytes"),
  SHORT(0x0b, 2, true, "16-bit integers"),
  INT(0x0c, 4, true, "32-bit integers"),
  FLOAT(0x0d, 4, false, "float32 numbers"),
  DOUBLE(0x0e, 8, false, "float64 numbers");

  private final int code;
  private final int bytes;
  private final boolean whole;
  private final String words;

  IdxType(int code, int bytes, boolean whole, String words) {
    this.code = code;
    this.bytes = bytes;
    this.whole = whole;
    this.words = words;
  }

  /** The type that the third byte of a file names. */
  static Optional<IdxType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** The size of one number. */
  int bytes() {
    return bytes;
  }

  /** Whether the numbers are integers. */
  boolean isWhole() {
    return whole;
  }

  /** The next number of this type; every one of them is a double exactly. */
  double next(ByteBuffer in) {
    return switch (this) {
      case UNSIGNED_BYTE -> Byte.toUnsignedInt(in.get());
      case BYTE -> in.get();
      case SHORT -> in.getShort();
      case INT -> in.getInt();
      case FLOAT -> in.getFloat();
      case DOUBLE -> in.getDouble();
    };
  }

  /** For messages, in the plural. */
  @Override
  public String toString() {
    return words;
  }
}
