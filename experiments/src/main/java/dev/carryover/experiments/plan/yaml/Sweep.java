package dev.carryover.experiments.plan.yaml;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Axis;
import dev.carryover.experiments.plan.yaml.Node.Mapping;
import dev.carryover.experiments.plan.yaml.Node.Scalar;
import dev.carryover.experiments.plan.yaml.Node.Sequence;
import java.util.stream.Collectors;

/** Axes as an option gives them: {@code path=a,b,c}. */
final class Sweep {
  private static final String OPTION = "--sweep";

  private Sweep() {}

  /**
   * The axis.
   *
   * @throws DataException if there is no {@code =}, or the values are no YAML
   */
  static Axis parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new DataException(OPTION + ": expected path=a,b,c, found " + text);
    }
    String path = text.substring(0, equals).strip();
    Node values = YamlText.value(OPTION + " " + path, "[" + text.substring(equals + 1) + "]");
    return Axis.of(path, ((Sequence) values).items().stream().map(Sweep::text).toList());
  }

  /** A value in one line of YAML. */
  static String text(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.text();
      case Sequence sequence ->
          sequence.items().stream().map(Sweep::text).collect(Collectors.joining(", ", "[", "]"));
      case Mapping mapping ->
          mapping.entries().entrySet().stream()
              .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }
}
