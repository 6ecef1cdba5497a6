package dev.carryover.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages inputs at random, in the ways that find faults in readers: flipped bits, bytes and
 * numbers replaced by extreme ones, pieces cut out, doubled, moved, inserted or taken from another
 * input. The same seed and the same calls give the same bytes on every machine.
 */
public final class Mutations {
  /** A mutant is at most this much longer than its input. */
  static final int MOST_GROWTH = 1 << 10;

  private static final int MOST_REMEMBERED = 64;
  private static final int MOST_STEPS = 6;

  /** Where readers go wrong: around zero, around each type's end, and large enough to hurt. */
  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    256,
    32_767,
    65_535,
    65_536,
    1 << 24,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    1L << 53,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  /** The same in text, with what only text can hold. */
  private static final String[] WORDS = {
    "0",
    "-0",
    "1",
    "-1",
    "1.5",
    "256",
    "2147483647",
    "2147483648",
    "-9223372036854775808",
    "99999999999999999999",
    "1e999",
    "1e-999",
    "NaN",
    "Infinity",
    "null",
    "true",
    "\"\"",
    "{}",
    "[",
    "",
    " ",
    "\t",
    "\n",
    "\r\n\n",
    ",",
    "\0",
    "\u001b[31m",
    "\u00ef\u00bb\u00bf",
    "\u00ff\u00fe"
  };

  private final SplittableRandom random;
  private final List<byte[]> remembered = new ArrayList<>();

  /** Mutations that the seed decides. */
  public Mutations(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * A damaged copy of an input, one to six mutations away from it; now and then equal to it.
   *
   * @param seed an input; only read, and kept as a source of pieces for later ones
   */
  public byte[] mutate(byte[] seed) {
    remember(seed);
    int most = seed.length + MOST_GROWTH;
    byte[] mutant = seed.clone();
    for (int step = 1 + random.nextInt(MOST_STEPS); step > 0; step--) {
      byte[] next = step(mutant);
      mutant = next.length <= most ? next : Arrays.copyOf(next, most);
    }
    return mutant;
  }

  private void remember(byte[] seed) {
    if (remembered.size() < MOST_REMEMBERED) {
      remembered.add(seed.clone());
    } else {
      remembered.set(random.nextInt(MOST_REMEMBERED), seed.clone());
    }
  }

  private byte[] step(byte[] bytes) {
    if (bytes.length == 0) {
      return piece(remembered.get(random.nextInt(remembered.size())));
    }
    return switch (random.nextInt(11)) {
      case 0 -> flipBit(bytes);
      case 1 -> changeByte(bytes);
      case 2, 3 -> changeNumber(bytes);
      case 4, 5 -> changeWord(bytes);
      case 6 -> Arrays.copyOf(bytes, random.nextInt(bytes.length)); // cut off
      case 7 -> replace(bytes, new byte[0]);
      case 8 -> insert(bytes, piece(bytes));
      case 9 -> splice(bytes);
      default -> insert(bytes, noise());
    };
  }

  private byte[] flipBit(byte[] bytes) {
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return bytes;
  }

  private byte[] changeByte(byte[] bytes) {
    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    return bytes;
  }

  /**
   * Overwrites 2, 4 or 8 bytes, often in the header, with an extreme or a slightly wrong number.
   */
  private byte[] changeNumber(byte[] bytes) {
    int size = 2 << random.nextInt(3);
    if (bytes.length < size) {
      return changeByte(bytes);
    }
    int places = bytes.length - size + 1;
    int at = random.nextInt(random.nextBoolean() ? Math.min(places, 32) : places);
    ByteBuffer buffer =
        ByteBuffer.wrap(bytes)
            .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    boolean extreme = random.nextBoolean();
    long value = EXTREMES[random.nextInt(EXTREMES.length)];
    int nudge = random.nextInt(-4, 5);
    switch (size) {
      case 2 -> buffer.putShort(at, (short) (extreme ? value : buffer.getShort(at) + nudge));
      case 4 -> buffer.putInt(at, extreme ? (int) value : buffer.getInt(at) + nudge);
      default -> buffer.putLong(at, extreme ? value : buffer.getLong(at) + nudge);
    }
    return bytes;
  }

  /** Replaces a run of letters and digits, or nothing at all, by an extreme word. */
  private byte[] changeWord(byte[] bytes) {
    int from = random.nextInt(bytes.length);
    int to = from;
    while (to < bytes.length && isWordPart(bytes[to])) {
      to++;
    }
    byte[] word = WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.ISO_8859_1);
    return joined(bytes, from, word, to);
  }

  private static boolean isWordPart(byte b) {
    return Character.isLetterOrDigit(b & 0x7f) || b == '.' || b == '-' || b == '+' || b == '_';
  }

  private byte[] replace(byte[] bytes, byte[] by) {
    int from = random.nextInt(bytes.length);
    int to = from + 1 + random.nextInt(Math.min(bytes.length - from, 1 << random.nextInt(10)));
    return joined(bytes, from, by, to);
  }

  private byte[] insert(byte[] bytes, byte[] what) {
    int at = random.nextInt(bytes.length + 1);
    return joined(bytes, at, what, at);
  }

  /** A piece of a remembered input in the place of a piece of this one, or behind its beginning. */
  private byte[] splice(byte[] bytes) {
    byte[] other = remembered.get(random.nextInt(remembered.size()));
    if (random.nextBoolean() || other.length == 0) {
      return replace(bytes, piece(other));
    }
    int at = random.nextInt(Math.min(bytes.length, other.length));
    return joined(bytes, at, Arrays.copyOfRange(other, at, other.length), bytes.length);
  }

  private byte[] piece(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    int from = random.nextInt(bytes.length);
    int most = Math.min(bytes.length - from, 1 << random.nextInt(10));
    return Arrays.copyOfRange(bytes, from, from + 1 + random.nextInt(most));
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(16)];
    random.nextBytes(noise);
    return noise;
  }

  /** {@code bytes[0, from) + middle + bytes[to, end)}. */
  private static byte[] joined(byte[] bytes, int from, byte[] middle, int to) {
    return ByteBuffer.allocate(from + middle.length + bytes.length - to)
        .put(bytes, 0, from)
        .put(middle)
        .put(bytes, to, bytes.length - to)
        .array();
  }
}
