package dev.carryover.backend.conformance;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is wrong with a {@link BrokenBackend}, and which checks are there to notice. */
enum Fault {
  /** Nothing. */
  NONE(),
  /** One parameter turns to NaN. */
  NAN("primes: one step", "autoencoder: one epoch", "20 epochs: loss curve"),
  /** The last layer's bias climbs instead of descending. */
  FLIPPED_BIAS_GRADIENT("primes: one step", "RELU, SIGMOID, SQUARED_ERROR: one step"),
  /** The first and the last replica are exchanged. */
  REPLICAS_MIXED_UP("R = 32, B = 5: one step", "lockstep replicas equal single runs"),
  /** The last value of a prediction is never written. */
  UNWRITTEN_OUTPUT("primes: predictions", "autoencoder: predictions"),
  /** The loss is that of another epoch. */
  STALE_LOSS("20 epochs: loss curve"),
  /** Frozen layers move. */
  THAWED("frozen layers \\[1\\]: one epoch", "frozen layers stay bit for bit"),
  /** Optimizer slots are lost on the way out. */
  FORGETFUL("a resumed run goes on bit for bit", "a loaded state comes back bit for bit"),
  /** Two runs differ in a last bit. */
  UNSTEADY("the same run twice gives the same bits"),
  /** NaN is reported as a loss of zero. */
  NAN_HIDDEN("NaN shows in the loss"),
  /** Examples are bound once and never again. */
  BOUND_FOR_GOOD("frozen layers follow a new state and new examples"),
  /** A prediction leaves its mark on the parameters. */
  DISTURBED_BY_PREDICTION("predicting does not disturb training"),
  /** A learning rate of zero is taken for the first replica's. */
  RESTLESS("a learning rate of 0 changes nothing"),

  /** Adam counts its steps from the start of every epoch. */
  ADAM_STARTS_OVER(Others.PASS, "Adam: three epochs"),
  /** All replicas have taken as many steps as the first. */
  ONE_STEP_COUNT(Others.PASS, "Adam: replicas with steps of their own"),
  /** No epoch is longer than the first. */
  FIRST_LENGTH_KEPT(Others.PASS, "orders of different lengths in one session"),
  /** An epoch visits no example twice. */
  REPETITIONS_DROPPED(Others.PASS, "repeated indices in an order"),
  /** All replicas visit as many examples as the one that visits most. */
  LONGEST_FOR_ALL(Others.PASS, "orders of unequal length"),
  /** What does not fit into the first chunk of a prediction is not written. */
  SECOND_CHUNK_LOST(Others.PASS, "predictions in several chunks"),
  /** Inputs are left as they are. */
  UNCORRUPTED(Others.PASS, "(tied, )?corrupted.*: one (step|epoch)", "corruption: two epochs"),
  /** Every epoch's masks are the first one's. */
  MASKS_REPEATED(Others.PASS, "corruption: two epochs"),
  /** Masks are counted from when a state was loaded. */
  MASKS_START_OVER(Others.PASS, "a resumed run is corrupted as if it had gone on"),
  /** Weights do not decay. */
  UNDECAYED(Others.PASS, "(weight decay|.*and decayed).*: one (step|epoch)"),
  /** Biases decay too. */
  BIASES_DECAYED(Others.PASS, "(weight decay|.*and decayed).*: one (step|epoch)"),
  /** Tied layers part: only the encoder's own gradient moves it. */
  UNTIED(Others.PASS, "tied(?! and frozen).*: one (step|epoch)"),
  /** The largest of a target's values counts as 1, the others as 0. */
  VALUES_AS_LABELS(Others.PASS, "values.*: one (step|epoch)"),
  /** The code that is a target counts as zeros. */
  CODE_FORGOTTEN(Others.PASS, "(.* )?code.*: one (step|epoch)"),
  /** Where most features are 0, the last of an example that is not is left out. */
  FEATURE_LEFT_OUT(Others.PASS, ".* of zeros: one (step|epoch)");

  /** What the other checks may do. */
  enum Others {
    PASS,
    PASS_OR_FAIL
  }

  private final Others others;

  @SuppressWarnings("ImmutableEnumChecker") // List.of does not change, and patterns neither
  private final List<Pattern> caughtBy;

  Fault(String... caughtBy) {
    this(Others.PASS_OR_FAIL, caughtBy);
  }

  Fault(Others others, String... caughtBy) {
    this.others = others;
    this.caughtBy = Stream.of(caughtBy).map(Pattern::compile).toList();
  }

  /** Patterns of the names of checks that are there to notice, each of some check. */
  List<Pattern> caughtBy() {
    return caughtBy;
  }

  /** What the other checks may do. */
  Others others() {
    return others;
  }
}
