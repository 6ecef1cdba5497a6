package dev.carryover.experiments.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.report.figure.DrawnFigure;
import dev.carryover.experiments.report.figure.Palette;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class EffectMatrixTest {
  private static final EffectMatrix MATRIX =
      new EffectMatrix(
          List.of(3, 7),
          List.of(
              List.of(Optional.of(-8.0), Optional.of(2.0)),
              List.of(Optional.of(-1.0), Optional.empty())));

  @Test
  void theGreatestValueOffTheDiagonalIsFullyColoured() {
    assertThat(MATRIX.strength(2)).isEqualTo(1);
    assertThat(MATRIX.strength(-1)).isEqualTo(0.5);
    assertThat(MATRIX.strength(-8)).isEqualTo(1);
  }

  @Test
  void whatHelpsAndWhatHindersDifferInHueAndWhatIsNotThereIsLeftWhite() throws IOException {
    DrawnFigure drawn = new DrawnFigure(MATRIX.figure("m", "", "columns", "rows"));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(drawn.png()));
    // Ten units within each cell's corner: two pixels a unit, cells of 184 units from 46 on.
    int[] at = {2 * (46 + 10), 2 * (46 + 184 + 10)};
    assertThat(new Color(image.getRGB(at[0], at[0]))).isEqualTo(Palette.RIGHT.color());
    assertThat(new Color(image.getRGB(at[1], at[0]))).isEqualTo(Palette.WRONG.color());
    assertThat(new Color(image.getRGB(at[1], at[1]))).isEqualTo(Palette.PAPER.color());
    Color half = new Color(image.getRGB(at[0], at[1]));
    assertThat(half.getRed()).isBetween(Palette.RIGHT.color().getRed() + 100, 200);
    assertThat(half.getBlue()).isGreaterThan(half.getRed());
  }

  @Test
  void aMatrixOfDiagonalsAloneHasColours() {
    EffectMatrix diagonal = new EffectMatrix(List.of(0), List.of(List.of(Optional.of(-0.5))));
    assertThat(diagonal.strength(-0.5)).isEqualTo(0.5);
  }
}
