package dev.carryover.bench;

import dev.carryover.program.Corruption;
import dev.carryover.program.TrainingProgram;
import java.util.stream.IntStream;

/** Ways to train the one autoencoder. */
public enum Variant {
  /** As the paper does. */
  PLAIN,
  /** With a quarter of the inputs masked. */
  CORRUPTED,
  /** With decaying weights. */
  DECAYED,
  /** With the encoder's weights in the decoder too. */
  TIED;

  private static final double FRACTION = 0.25;
  private static final double DECAY = 1e-4;

  /** A plain program in this way. */
  TrainingProgram of(TrainingProgram plain) {
    return switch (this) {
      case PLAIN -> plain;
      case CORRUPTED ->
          plain.withCorruptions(
              IntStream.range(0, plain.replicas())
                  .mapToObj(r -> new Corruption(FRACTION, r))
                  .toList());
      case DECAYED -> plain.withWeightDecay(DECAY);
      case TIED ->
          TrainingProgram.of(
              plain.network().withTiedDecoder(),
              plain.loss(),
              plain.optimizer(),
              plain.learningRates().getFirst(),
              plain.batchSize(),
              plain.replicas());
    };
  }
}
