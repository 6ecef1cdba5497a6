package dev.carryover.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DigitSheetTest {
  private static final Path SHEET = Path.of("../docs/synthetic-digits.png");

  @Test
  void theSheetInTheDocumentationShowsTodaysDigits() throws IOException {
    BufferedImage documented = ImageIO.read(SHEET.toFile());
    BufferedImage drawn = DigitSheet.draw();
    assertThat(documented.getWidth()).isEqualTo(drawn.getWidth());
    assertThat(documented.getHeight()).isEqualTo(drawn.getHeight());
    assertThat(samples(documented)).isEqualTo(samples(drawn));
    assertThat(Files.size(SHEET)).isLessThan(100_000);
  }

  private static int[] samples(BufferedImage image) {
    return image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
  }
}
