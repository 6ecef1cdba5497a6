package dev.carryover.experiments.report.figure;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Every colour of the report, on a light and on a dark ground.
 *
 * <p>The hues are those of Okabe and Ito, <i>Color Universal Design</i> (2008), which people with
 * any colour vision can tell apart; on the dark ground their lighter neighbours stand in.
 */
public enum Palette {
  /** What everything stands on. */
  PAPER(0xffffff, 0x14181d),
  /** Text and axes. */
  INK(0x1f2328, 0xe3e6ea),
  /** What stands back: notes, units. */
  MUTED(0x59626d, 0x9aa4af),
  /** Lines that only guide the eye. */
  GRID(0xdde1e6, 0x343b44),
  /** Cells of a matrix where the answer is right; one step off blue, so that both can be told. */
  RIGHT(0x0072b1, 0x1f7fbd),
  /** Cells of a matrix where it is wrong. */
  WRONG(0xd55e01, 0xc75a10),
  /** Text on a full cell. */
  ON_FILL(0xfefefe, 0xfcfcfc),
  BLUE(0x0072b2, 0x4aa8e0),
  VERMILLION(0xd55e00, 0xf08040),
  GREEN(0x009e73, 0x2cc295),
  PURPLE(0xb0568a, 0xdd8fbd),
  AMBER(0xa37200, 0xe0b23c);

  /** The hues of things side by side, in the order in which they are taken. */
  private static final List<Palette> SERIES = List.of(BLUE, VERMILLION, GREEN, PURPLE, AMBER);

  /** As many things as can be told apart by colour. */
  public static final int DISTINCT = 5;

  private final Color light;
  private final int dark;

  Palette(int light, int dark) {
    this.light = new Color(light);
    this.dark = dark;
  }

  /**
   * The hue of the i-th of several things side by side, 0 the first; after the last come the first
   * again.
   */
  public static Palette series(int i) {
    return SERIES.get(i % DISTINCT);
  }

  /** The colour to draw with: that on a light ground. */
  public Color color() {
    return light;
  }

  /** The colour, see-through: 0 not there, 1 opaque. */
  public Color color(double opacity) {
    return new Color(
        light.getRed(), light.getGreen(), light.getBlue(), (int) Math.round(255 * opacity));
  }

  /** As the SVG writer spells it. */
  public String rgb() {
    return "rgb(%d,%d,%d)".formatted(light.getRed(), light.getGreen(), light.getBlue());
  }

  /** Its name as a CSS variable. */
  public String variable() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The variables' declarations on a light ground. */
  public static String lightCss() {
    return Arrays.stream(values())
        .map(p -> "%s:#%06x".formatted(p.variable(), p.light.getRGB() & 0xffffff))
        .collect(Collectors.joining(";"));
  }

  /** The variables' declarations on a dark ground. */
  public static String darkCss() {
    return Arrays.stream(values())
        .map(p -> "%s:#%06x".formatted(p.variable(), p.dark))
        .collect(Collectors.joining(";"));
  }
}
