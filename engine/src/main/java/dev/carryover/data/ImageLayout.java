package dev.carryover.data;

import java.util.Optional;

/**
 * What a person says about how images lie in a file, where the file does not say it or says it
 * wrongly.
 *
 * @param size the images' size as they lie in the file; empty to take the file's word, and a square
 *     where the file has none
 * @param transposed whether they lie column by column, so that a reader who takes them row by row
 *     sees them mirrored about the diagonal; empty to tell by the file's name
 */
public record ImageLayout(Optional<ImageSize> size, Optional<Boolean> transposed) {

  /** Nothing is said. */
  public static final ImageLayout UNSAID = new ImageLayout(Optional.empty(), Optional.empty());

  /**
   * The size of images of which only the number of pixels is known.
   *
   * @param source the file, for the message
   * @throws DataException if it is not said and the number is no square, or what is said has
   *     another number of pixels
   */
  public ImageSize sizeOf(int pixels, String source) {
    int side = (int) Math.round(Math.sqrt(pixels));
    if (size.isEmpty() && side * side != pixels) {
      throw new DataException(
          "%s: expected a shape for its images of %d pixels, which are no square: say it with"
                  .formatted(source, pixels)
              + " --image-size HEIGHTxWIDTH");
    }
    return said(size.orElseGet(() -> new ImageSize(side, side)), pixels, source);
  }

  /**
   * The size of images whose file says what it is.
   *
   * @throws DataException if the size that is said has another number of pixels
   */
  public ImageSize sizeOf(ImageSize inFile, String source) {
    return said(size.orElse(inFile), inFile.pixels(), source);
  }

  private static ImageSize said(ImageSize size, int pixels, String source) {
    if (size.pixels() != pixels) {
      throw new DataException(
          "%s: expected images of %s pixels as --image-size says, found %d pixels"
              .formatted(source, size, pixels));
    }
    return size;
  }
}
