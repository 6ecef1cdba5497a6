package dev.carryover.weights;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Number types of the safetensors format that parameters come in, all little-endian. */
enum Dtype {
  /** IEEE 754 binary16. */
  F16(Short.BYTES) {
    @Override
    double value(ByteBuffer bytes, int at) {
      return Float.float16ToFloat(bytes.getShort(at));
    }
  },
  /** The upper half of a binary32. */
  BF16(Short.BYTES) {
    @Override
    double value(ByteBuffer bytes, int at) {
      return Float.intBitsToFloat(bytes.getShort(at) << Short.SIZE);
    }
  },
  /** IEEE 754 binary32. */
  F32(Float.BYTES) {
    @Override
    double value(ByteBuffer bytes, int at) {
      return bytes.getFloat(at);
    }
  },
  /** IEEE 754 binary64. */
  F64(Double.BYTES) {
    @Override
    double value(ByteBuffer bytes, int at) {
      return bytes.getDouble(at);
    }
  };

  private final int bytes;

  Dtype(int bytes) {
    this.bytes = bytes;
  }

  /** The size of one value. */
  int bytes() {
    return bytes;
  }

  /** The value at a byte, exactly. */
  abstract double value(ByteBuffer bytes, int at);

  /** The type that a file calls by the given name. */
  static Optional<Dtype> named(String name) {
    return Arrays.stream(values()).filter(dtype -> dtype.name().equals(name)).findFirst();
  }

  /** All names, for messages. */
  static String names() {
    return Arrays.stream(values()).map(Dtype::name).collect(Collectors.joining(", "));
  }
}
