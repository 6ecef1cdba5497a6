package dev.carryover.data.idx;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file's name says: MNIST's {@code train-images-idx3-ubyte}, EMNIST's {@code
 * emnist-letters-test-images-idx3-ubyte.gz}, QMNIST's {@code qmnist-train-labels-idx2-int.gz}, and
 * each of them with a dot before {@code idx}, as some archives unpack it.
 *
 * @param name the whole name
 * @param set what stands before, for example {@code emnist-letters}; empty for MNIST's own names
 * @param file which of the four files it is
 * @param dotted whether there is a dot before {@code idx}
 * @param packed whether it ends in {@code .gz}
 */
record IdxName(String name, String set, IdxFile file, boolean dotted, boolean packed) {
  private static final Pattern PATTERN =
      Pattern.compile(
          "(?:(?<set>.+?)[-_.])?(?<part>train|t10k|test)-(?<kind>images|labels)"
              + "(?<dot>[-.])idx[1-4]-(?:u?byte|short|int|float|double)(?<gz>\\.gz)?");

  /** Of several files for one purpose the first: plain before packed, dashes before dots. */
  static final Comparator<IdxName> PREFERENCE =
      Comparator.comparing(IdxName::packed)
          .thenComparing(IdxName::dotted)
          .thenComparing(IdxName::name);

  /** What a name says, if it is one; macOS's companion files {@code ._*} hold no data. */
  static Optional<IdxName> of(String name) {
    Matcher parts = PATTERN.matcher(name);
    if (name.startsWith("._") || !parts.matches()) {
      return Optional.empty();
    }
    String set = parts.group("set");
    return Optional.of(
        new IdxName(
            name,
            set == null ? "" : set,
            IdxFile.of(parts.group("part").equals("train"), parts.group("kind").equals("images")),
            parts.group("dot").equals("."),
            parts.group("gz") != null));
  }
}
