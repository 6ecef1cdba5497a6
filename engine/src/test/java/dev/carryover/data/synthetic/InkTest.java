package dev.carryover.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class InkTest {
  @Test
  void aStraightStrokeIsAsWideAsThePenWithGrayEdges() {
    // Down the middle of column 13; the centres of columns 12 and 14 are 1 away, of 11 and 15, 2.
    byte[] pixels = Ink.draw(List.of(new Stroke(13.5, 5, 13.5, 20)), 1, 1);
    int row = 10 * 28;
    assertThat(unsigned(pixels, row + 13)).isEqualTo(255);
    assertThat(unsigned(pixels, row + 12)).isEqualTo(128);
    assertThat(unsigned(pixels, row + 14)).isEqualTo(128);
    assertThat(unsigned(pixels, row + 11)).isZero();
    assertThat(unsigned(pixels, row + 15)).isZero();
  }

  @Test
  void aStrokeEndsRound() {
    byte[] pixels = Ink.draw(List.of(new Stroke(13.5, 5.5, 13.5, 20)), 1, 1);
    assertThat(unsigned(pixels, 4 * 28 + 13)).isEqualTo(128);
    assertThat(unsigned(pixels, 4 * 28 + 12))
        .isEqualTo((int) Math.round(255 * (1.5 - Math.sqrt(2))));
    assertThat(unsigned(pixels, 3 * 28 + 13)).isZero();
  }

  @Test
  void aDotIsAStrokeToo() {
    byte[] pixels = Ink.draw(List.of(new Stroke(8.5, 9.5, 8.5, 9.5)), 0.5, 1);
    assertThat(unsigned(pixels, 9 * 28 + 8)).isEqualTo(255);
    assertThat(unsigned(pixels, 9 * 28 + 9)).isZero();
  }

  @Test
  void whatLiesOutsideThePictureIsCutOff() {
    byte[] pixels = Ink.draw(List.of(new Stroke(-40, 0.5, 70, 0.5)), 0.5, 1);
    for (int column = 0; column < 28; column++) {
      assertThat(unsigned(pixels, column)).isEqualTo(255);
      assertThat(unsigned(pixels, 28 + column)).isZero();
    }
  }

  @Test
  void aFittedStrokeHasTheAskedSizeAndCentre() {
    Stroke fitted = Fit.to(List.of(new Stroke(0, 0, 40, 0, 40, 80)), 20, 14, 13).getFirst();
    assertThat(fitted.y(2) - fitted.y(0)).isCloseTo(20, within(1e-12));
    assertThat(fitted.x(1) - fitted.x(0)).isCloseTo(10, within(1e-12));
    // 10 pixels of ink around x0 + 5 and 20 around x0 + 10: their centre is x0 + 25/3.
    assertThat(fitted.x(0) + 25.0 / 3).isCloseTo(14, within(1e-12));
    assertThat(fitted.y(0) + 20.0 / 3).isCloseTo(13, within(1e-12));
  }

  @Test
  void aCurvePassesThroughItsPointsAndALineStraightBetweenThem() {
    Stroke curve = Stroke.curve(0, 0, 30, 60, 90, 0);
    assertThat(curve.count()).isEqualTo(13);
    assertThat(curve.x(6)).isEqualTo(30);
    assertThat(curve.y(6)).isEqualTo(60);
    assertThat(curve.x(12)).isEqualTo(90);
    Stroke line = Stroke.line(0, 0, 30, 60);
    assertThat(line.x(3)).isEqualTo(15);
    assertThat(line.y(3)).isEqualTo(30);
  }

  private static int unsigned(byte[] pixels, int index) {
    return Byte.toUnsignedInt(pixels[index]);
  }
}
