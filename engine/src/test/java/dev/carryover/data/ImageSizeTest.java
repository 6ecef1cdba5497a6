package dev.carryover.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageSizeTest {

  @Test
  void heightComesFirst() {
    ImageSize size = ImageSize.parse("10x6");
    assertThat(size).isEqualTo(new ImageSize(10, 6)).hasToString("10 by 6");
    assertThat(size.pixels()).isEqualTo(60);
    assertThat(size.transposed()).isEqualTo(new ImageSize(6, 10));
  }

  @Test
  void whatIsNoSizeIsRefused() {
    for (String text : new String[] {"28", "x", "28x", "-1x2", "2 x 2", "1x2x3", "9999999999x1"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ImageSize.parse(text))
          .withMessage("expected HEIGHTxWIDTH, for example 28x28, found '" + text + "'");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> ImageSize.parse("0x4"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageSize(1 << 16, 1 << 16))
        .withMessage("an image cannot be 65536 pixels high and 65536 wide");
  }

  @Test
  void aDataSetAndASplitHoldImagesOfTheirSizeAlone() {
    LabeledExamples six = new LabeledExamples(new Examples(1, 6, new float[6]), new int[1], 1);
    ImageSize wrong = new ImageSize(2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataSet("six", wrong, six, Optional.empty(), ""))
        .withMessage("images of 6 pixels cannot be 2 by 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Split(wrong, six, six, Optional.empty()))
        .withMessage("images of 6 pixels cannot be 2 by 2");
  }

  @Test
  void turnedImagesAreMirroredAboutTheirDiagonal() {
    Examples images = new Examples(2, 6, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    Examples turned = Pixels.transposed(images, new ImageSize(2, 3));
    assertThat(turned.row(0)).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(turned.row(1)).containsExactly(6, 9, 7, 10, 8, 11);
    assertThat(Pixels.transposed(turned, new ImageSize(3, 2)).row(1)).isEqualTo(images.row(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pixels.transposed(images, new ImageSize(2, 2)));
  }
}
