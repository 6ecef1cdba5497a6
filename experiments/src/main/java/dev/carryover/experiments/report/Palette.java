package dev.carryover.experiments.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Every colour of the report, on a light and on a dark ground.
 *
 * <p>The hues are those of Okabe and Ito, <i>Color Universal Design</i> (2008), which people with
 * any colour vision can tell apart; on the dark ground their lighter neighbours stand in.
 */
enum Palette {
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
  PURPLE(0xb0568a, 0xdd8fbd);

  private final Color light;
  private final int dark;

  Palette(int light, int dark) {
    this.light = new Color(light);
    this.dark = dark;
  }

  /** The colour to draw with: that on a light ground. */
  Color color() {
    return light;
  }

  /** The colour, see-through: 0 not there, 1 opaque. */
  Color color(double opacity) {
    return new Color(
        light.getRed(), light.getGreen(), light.getBlue(), (int) Math.round(255 * opacity));
  }

  /** As the SVG writer spells it. */
  String rgb() {
    return "rgb(%d,%d,%d)".formatted(light.getRed(), light.getGreen(), light.getBlue());
  }

  /** Its name as a CSS variable. */
  String variable() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The variables' declarations on a light ground. */
  static String lightCss() {
    return Arrays.stream(values())
        .map(p -> "%s:#%06x".formatted(p.variable(), p.light.getRGB() & 0xffffff))
        .collect(Collectors.joining(";"));
  }

  /** The variables' declarations on a dark ground. */
  static String darkCss() {
    return Arrays.stream(values())
        .map(p -> "%s:#%06x".formatted(p.variable(), p.dark))
        .collect(Collectors.joining(";"));
  }
}
