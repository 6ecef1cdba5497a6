package dev.carryover.experiments.report.figure;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** A figure drawn, as SVG and as PNG. */
public final class DrawnFigure {
  private static final int PIXELS_A_UNIT = 2;
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{2,}");
  private static final Pattern PROLOG = Pattern.compile("(?s)^.*?(?=<svg)");
  private static final Pattern EMPTY_SPACE = Pattern.compile(">\\s+<");

  /** See-through grounds and outlines, which XChart draws all the same. */
  private static final Pattern INVISIBLE =
      Pattern.compile("<(?:rect|path|line)[^>]*(?:fill|stroke)-opacity:0;[^>]*/>");

  private final String name;
  private final String svg;
  private final byte[] png;

  /** Draws the figure in both formats. */
  public DrawnFigure(Figure figure) {
    name = figure.name();
    svg = drawSvg(figure);
    png = drawPng(figure);
  }

  /** The figure's name. */
  public String name() {
    return name;
  }

  /** A document of its own, on white. */
  public String svg() {
    return svg;
  }

  /** The content of a PNG file, two pixels a unit; this object's own array, not to be changed. */
  public byte[] png() {
    return png;
  }

  private static String drawSvg(Figure figure) {
    VectorGraphics2D graphics = new VectorGraphics2D();
    figure.painter().paint(graphics);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new SVGProcessor()
          .getDocument(graphics.getCommands(), new PageSize(figure.width(), figure.height()))
          .writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = PROLOG.matcher(bytes.toString(StandardCharsets.UTF_8)).replaceFirst("");
    text = INVISIBLE.matcher(text).replaceAll("");
    text = EMPTY_SPACE.matcher(text).replaceAll("><");
    text = LONG_NUMBER.matcher(text).replaceAll(match -> rounded(match.group()));
    return text.replace("<image ", "<image style=\"image-rendering:pixelated\" ")
        .replaceFirst("><", "><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><");
  }

  /** One decimal: a tenth of a unit is finer than anything that can be seen. */
  private static String rounded(String number) {
    long tenths = Math.round(10 * Double.parseDouble(number));
    return tenths % 10 == 0
        ? Long.toString(tenths / 10)
        : (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10;
  }

  private static byte[] drawPng(Figure figure) {
    BufferedImage image =
        new BufferedImage(
            figure.width() * PIXELS_A_UNIT,
            figure.height() * PIXELS_A_UNIT,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.scale(PIXELS_A_UNIT, PIXELS_A_UNIT);
    graphics.setColor(Palette.PAPER.color());
    graphics.fillRect(0, 0, figure.width(), figure.height());
    figure.painter().paint(graphics);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The SVG to stand within a page: on the page's own ground, in the colours of its variables, its
   * identifiers made unique by the figure's name, its size left to the page.
   */
  public String inline() {
    String text =
        svg.replaceFirst("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>", "")
            .replaceFirst(" height=\"[^\"]*px\"", "")
            .replaceFirst(" width=\"[^\"]*px\"", "")
            .replaceAll("clip(\\d+)", name + "-$1");
    for (Palette color : Palette.values()) {
      text = text.replace(color.rgb(), "var(" + color.variable() + ")");
    }
    return text;
  }
}
