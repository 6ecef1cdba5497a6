package dev.carryover.experiments.report.section;

import dev.carryover.experiments.record.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one command that repeats a run. */
public final class Repetition {
  /** Given anew with what they came to, or, as {@code --out}, not at all. */
  private static final Set<String> RESOLVED =
      Set.of("--data", "--backend", "--protocol", "--replicas", "--epochs", "--seed", "--out");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

  private Repetition() {}

  /**
   * What to type in a shell: the arguments of then, every default filled in with what it came to.
   */
  public static String command(RunRecord record) {
    RunRecord.Spec spec = record.spec();
    List<String> words = new ArrayList<>(List.of("./carryover"));
    words.addAll(withoutResolved(record.provenance().commandLine()));
    words.addAll(
        List.of(
            "--data",
            record.data().fallback().isPresent() ? "synthetic" : spec.data(),
            "--backend",
            spec.backend().equals("auto") ? record.backend().name() : spec.backend()));
    spec.protocol().ifPresent(protocol -> words.addAll(List.of("--protocol", protocol)));
    words.addAll(List.of("--replicas", Integer.toString(spec.replicas())));
    spec.epochs().ifPresent(e -> words.addAll(List.of("--epochs", Integer.toString(e))));
    words.addAll(List.of("--seed", Long.toString(spec.seed())));
    return words.stream().map(Repetition::quoted).collect(Collectors.joining(" "));
  }

  private static List<String> withoutResolved(List<String> arguments) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i).split("=", 2)[0];
      if (!RESOLVED.contains(name)) {
        kept.add(arguments.get(i));
      } else if (name.equals(arguments.get(i))) {
        i++;
      }
    }
    return kept;
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
