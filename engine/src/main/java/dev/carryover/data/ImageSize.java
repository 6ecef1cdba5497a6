package dev.carryover.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image's height and width in pixels.
 *
 * @param height the number of rows
 * @param width the number of columns
 */
public record ImageSize(int height, int width) {
  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})[xX×]([0-9]{1,9})");

  /**
   * @throws IllegalArgumentException if a side is less than 1, or there are more pixels than an
   *     array can hold
   */
  public ImageSize {
    if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "an image cannot be %d pixels high and %d wide".formatted(height, width));
    }
  }

  /**
   * A size as people write it, height first, for example {@code 28x28}.
   *
   * @throws IllegalArgumentException if the text is no size; the message says what was expected and
   *     found
   */
  public static ImageSize parse(String text) {
    Matcher sides = WRITTEN.matcher(text);
    if (!sides.matches()) {
      throw new IllegalArgumentException(
          "expected HEIGHTxWIDTH, for example 28x28, found " + Excerpt.of(text));
    }
    return new ImageSize(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
  }

  /** height·width. */
  public int pixels() {
    return height * width;
  }

  /** The size of the same image mirrored about its diagonal. */
  public ImageSize transposed() {
    return new ImageSize(width, height);
  }

  /** For example {@code 28 by 28}, height first. */
  @Override
  public String toString() {
    return height + " by " + width;
  }
}
