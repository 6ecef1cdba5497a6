package dev.carryover.weights;

import dev.carryover.weights.NetworkWeights.Head;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a file calls each layer of a network: {@code encoder} and then {@code decoder} or {@code
 * classifier}, numbered from 0 ({@code encoder.0}, {@code encoder.1}) where there is more than one
 * of a kind.
 *
 * @param names first layer to last
 */
record LayerNames(List<String> names) {
  private static final String ENCODER = "encoder";

  /** {@code encoder}, {@code 2}, {@code fc1} or {@code decoder.4}: a stem and perhaps a number. */
  private static final Pattern STEM_AND_NUMBER = Pattern.compile("(.*?)\\.?(\\d{0,9})");

  /** Copies the list. */
  LayerNames {
    names = List.copyOf(names);
  }

  /**
   * The names that Carryover writes.
   *
   * @param encoder how many layers make the encoder
   */
  static LayerNames of(int encoder, Head head) {
    List<String> names = new ArrayList<>(numbered(ENCODER, encoder));
    names.addAll(numbered(head.layer(), head.layers()));
    return new LayerNames(names);
  }

  /**
   * The names that {@code torch.nn.Sequential} gives its linear layers where an activation stands
   * behind each: {@code 0}, {@code 2}, {@code 4}.
   */
  static LayerNames ofSequential(int depth) {
    return new LayerNames(
        IntStream.range(0, depth).mapToObj(l -> Integer.toString(2 * l)).toList());
  }

  private static List<String> numbered(String kind, int count) {
    return count == 1
        ? List.of(kind)
        : IntStream.range(0, count).mapToObj(i -> kind + "." + i).toList();
  }

  /**
   * The names of the linear layers in a file that PyTorch wrote, in the order in which they are
   * applied, as far as names can tell: all of one stem by their numbers ({@code 0}, {@code 2};
   * {@code fc1}, {@code fc2}), or those of the encoder by their numbers and then those of the head.
   * Empty if the names leave the order open, or there are not as many as the network has layers.
   *
   * @param layers the names of the file's linear layers
   */
  static Optional<LayerNames> ofTorch(Set<String> layers, int depth, Head head) {
    if (layers.size() != depth) {
      return Optional.empty();
    }
    List<Numbered> found = layers.stream().map(Numbered::of).toList();
    List<String> stems = found.stream().map(Numbered::stem).distinct().toList();
    boolean oneStem = stems.size() == 1;
    boolean encoderAndHead =
        stems.size() == 2 && Set.copyOf(stems).equals(Set.of(ENCODER, head.layer()));
    boolean ordered = found.stream().map(Numbered::place).distinct().count() == depth;
    if (!ordered || (!oneStem && !encoderAndHead)) {
      return Optional.empty();
    }
    return Optional.of(
        new LayerNames(
            found.stream()
                .sorted(
                    Comparator.<Numbered>comparingInt(layer -> layer.stem.equals(ENCODER) ? 0 : 1)
                        .thenComparingInt(layer -> layer.number))
                .map(Numbered::name)
                .toList()));
  }

  /**
   * A layer's name taken apart.
   *
   * @param number −1 for none
   */
  private record Numbered(String name, String stem, int number) {
    static Numbered of(String name) {
      Matcher matcher = STEM_AND_NUMBER.matcher(name);
      if (!matcher.matches()) {
        return new Numbered(name, name, -1); // a line feed in it
      }
      String number = matcher.group(2);
      return new Numbered(name, matcher.group(1), number.isEmpty() ? -1 : Integer.parseInt(number));
    }

    String place() {
      return stem + " " + number;
    }
  }
}
