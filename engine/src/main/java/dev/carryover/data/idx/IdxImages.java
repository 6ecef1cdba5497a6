package dev.carryover.data.idx;

import dev.carryover.data.DataException;
import dev.carryover.data.Examples;
import dev.carryover.data.FileContent;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.ImageSize;
import dev.carryover.data.Pixels;
import java.nio.ByteBuffer;

/**
 * The images of one IDX file.
 *
 * @param values {@code [n][height·width]}, in [0, 1]
 * @param size their height and width
 */
record IdxImages(Examples values, ImageSize size) {

  /**
   * Reads images: unsigned bytes, divided by 255, or floating-point numbers from 0 to 1; of three
   * dimensions (n, rows, columns), or of two (n, pixels) and then square or as the layout says.
   *
   * @throws DataException if the file holds something else, is cut off or too long, or its images
   *     have no size that the layout allows
   */
  static IdxImages of(FileContent file, ImageLayout layout) {
    IdxHeader header = IdxHeader.require(file, "images");
    requireImages(file, header);
    ByteBuffer numbers = header.numbers(file);
    ImageSize size = size(file, header, layout);
    Examples values =
        header.type() == IdxType.UNSIGNED_BYTE
            ? Pixels.toExamples(header.count(), size.pixels(), numbers)
            : fractions(file, header, numbers);
    return layout.transposed().orElse(false)
        ? new IdxImages(Pixels.transposed(values, size), size.transposed())
        : new IdxImages(values, size);
  }

  private static void requireImages(FileContent file, IdxHeader header) {
    boolean columns = header.dimensions() == 2 && header.type() == IdxType.INT;
    if (header.dimensions() == 1 || columns) {
      throw new DataException(file.source() + ": expected images, found labels");
    }
    if (header.dimensions() > 3) {
      throw new DataException(
          "%s: expected images of one value a pixel, found %s values"
              .formatted(file.source(), header.shape()));
    }
    if (header.type() != IdxType.UNSIGNED_BYTE && header.type().isWhole()) {
      throw new DataException(
          "%s: expected images of %s, %s or %s, found %s"
              .formatted(
                  file.source(),
                  IdxType.UNSIGNED_BYTE,
                  IdxType.FLOAT,
                  IdxType.DOUBLE,
                  header.type()));
    }
  }

  private static ImageSize size(FileContent file, IdxHeader header, ImageLayout layout) {
    return header.dimensions() == 2
        ? layout.sizeOf(header.valuesEach(), file.source())
        : layout.sizeOf(new ImageSize(header.sizes().get(1), header.sizes().get(2)), file.source());
  }

  private static Examples fractions(FileContent file, IdxHeader header, ByteBuffer in) {
    int features = header.valuesEach();
    float[] values = new float[header.count() * features];
    for (int i = 0; i < values.length; i++) {
      double value = header.type().next(in);
      if (!(value >= 0 && value <= 1)) {
        throw new DataException(
            "%s: expected pixels from 0 to 1, found %s in image %d"
                .formatted(file.source(), value, i / features));
      }
      values[i] = (float) value + 0f; // −0 becomes 0
    }
    return new Examples(header.count(), features, values);
  }
}
