package dev.carryover.experiments.cli;

import dev.carryover.experiments.papers.Paper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the seed paper's two experiments are run. */
final class ProtocolOption {
  @Option(
      names = "--protocol",
      paramLabel = "published|corrected|both",
      description =
          "published: as the paper's program runs. corrected: the same question, soundly. Default:"
              + " both.")
  private @Nullable Protocol protocol;

  /** The values of the option. */
  enum Protocol {
    PUBLISHED,
    CORRECTED,
    BOTH
  }

  /** What was asked for; empty: nothing, which is everything. */
  Optional<String> asked() {
    return Optional.ofNullable(protocol).map(asked -> asked.name().toLowerCase(Locale.ROOT));
  }

  /** What a record says of it; empty for a paper without protocols. */
  Optional<String> of(Paper paper) {
    return paper.hasQuickForm() ? Optional.empty() : asked().or(() -> Optional.of("both"));
  }

  /** Those of the given experiments' keys that are asked for. */
  List<String> among(List<String> keys) {
    return asked().filter(name -> !name.equals("both")).map(List::of).orElse(keys);
  }
}
