package dev.carryover.bench;

import dev.carryover.data.Examples;
import dev.carryover.data.synthetic.SyntheticDigits;
import java.util.SplittableRandom;

/** Images to train on, by how many of their pixels are 0. */
public enum Pixels {
  /** Noise without a zero. */
  DENSE,
  /** Drawn digits: most pixels are 0, as in MNIST. */
  DIGITS;

  /** So many images of so many pixels; digits have 784. */
  Examples draw(int count, int pixels) {
    return switch (this) {
      case DENSE -> {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[count * pixels];
        for (int i = 0; i < values.length; i++) {
          values[i] = 1 - random.nextFloat();
        }
        yield new Examples(count, pixels, values);
      }
      case DIGITS -> SyntheticDigits.draw(count, 1).images();
    };
  }
}
