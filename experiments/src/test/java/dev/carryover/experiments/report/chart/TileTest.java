package dev.carryover.experiments.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.experiments.report.figure.Palette;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class TileTest {

  @Test
  void valuesStandRowByRowAlsoWhereAnImageIsNotSquare() {
    BufferedImage image = new Tile(2, 3).ofInk(new double[] {0, 0, 1, 0, 0, 0});
    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    assertThat(image.getRGB(2, 0)).isEqualTo(Palette.INK.color().getRGB());
    assertThat(image.getRGB(0, 1) >>> 24).isZero();
  }

  @Test
  void signedValuesHaveTwoHuesAndTheGreatestIsOpaque() {
    BufferedImage image = new Tile(1, 2).ofWeights(new double[] {-4, 2});
    assertThat(image.getRGB(0, 0)).isEqualTo(Palette.VERMILLION.color().getRGB());
    assertThat(image.getRGB(1, 0) & 0xffffff).isEqualTo(Palette.BLUE.color().getRGB() & 0xffffff);
    assertThat(image.getRGB(1, 0) >>> 24).isEqualTo(128);
  }

  @Test
  void anotherNumberOfValuesIsRefused() {
    assertThatThrownBy(() -> new Tile(2, 3).ofInk(new double[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 2 by 3 pixels, found 4");
  }
}
