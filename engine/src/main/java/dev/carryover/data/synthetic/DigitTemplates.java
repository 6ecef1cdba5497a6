package dev.carryover.data.synthetic;

import static dev.carryover.data.synthetic.Stroke.curve;
import static dev.carryover.data.synthetic.Stroke.line;

import java.util.List;

/**
 * The ways we write the ten digits: for each digit several, each a few strokes in a box of 100 by
 * 100. Drawn by hand for this project.
 */
final class DigitTemplates {
  private static final List<List<List<Stroke>>> DIGITS =
      List.of(
          zeros(), ones(), twos(), threes(), fours(), fives(), sixes(), sevens(), eights(),
          nines());

  private DigitTemplates() {}

  /** The ways to write a digit, each a list of strokes. */
  static List<List<Stroke>> of(int digit) {
    return DIGITS.get(digit);
  }

  private static List<List<Stroke>> zeros() {
    return List.of(
        List.of(
            curve(
                54, 0, 33, 7, 19, 26, 14, 51, 19, 76, 33, 94, 51, 100, 69, 94, 82, 75, 87, 50, 82,
                25, 68, 6, 48, 1)),
        List.of(
            curve(
                66, 9, 50, 3, 32, 14, 19, 38, 15, 66, 22, 90, 38, 99, 57, 90, 73, 66, 80, 38, 75,
                15, 58, 4)),
        List.of(
            curve(
                42, 5, 24, 18, 14, 42, 15, 68, 27, 91, 47, 100, 68, 92, 82, 70, 86, 43, 79, 18, 61,
                4, 42, 6, 30, 22)));
  }

  private static List<List<Stroke>> ones() {
    return List.of(
        List.of(line(50, 0, 50, 100)),
        List.of(curve(60, 0, 54, 40, 44, 100)),
        List.of(line(34, 24, 54, 0, 52, 100)),
        List.of(line(36, 20, 54, 0, 54, 100), line(32, 100, 76, 99)));
  }

  private static List<List<Stroke>> twos() {
    return List.of(
        List.of(curve(14, 24, 30, 4, 60, 0, 80, 18, 74, 44, 46, 74, 12, 98), line(12, 98, 88, 96)),
        List.of(
            curve(16, 20, 42, 0, 74, 10, 76, 40, 48, 76, 20, 96, 9, 86, 26, 76, 56, 92, 92, 94)),
        List.of(
            curve(12, 12, 44, 0, 76, 10, 78, 34, 54, 64, 16, 95), curve(16, 95, 50, 89, 90, 99)));
  }

  private static List<List<Stroke>> threes() {
    return List.of(
        List.of(
            curve(16, 14, 44, 0, 74, 10, 74, 34, 40, 48),
            curve(40, 48, 76, 56, 82, 80, 52, 100, 12, 88)),
        List.of(line(18, 4, 80, 3, 44, 40), curve(44, 40, 78, 50, 84, 78, 54, 100, 14, 90)),
        List.of(curve(18, 16, 48, 0, 74, 18, 60, 42, 38, 49, 66, 54, 84, 76, 56, 100, 14, 86)));
  }

  private static List<List<Stroke>> fours() {
    return List.of(
        List.of(curve(24, 2, 20, 30, 14, 56), line(14, 56, 86, 52), line(74, 4, 68, 100)),
        List.of(line(64, 0, 10, 66, 90, 64), line(66, 30, 62, 100)),
        List.of(curve(20, 6, 14, 36, 30, 54, 60, 50, 80, 34), curve(84, 4, 76, 50, 72, 100)),
        List.of(line(66, 2, 14, 60, 88, 58), line(66, 2, 64, 100)));
  }

  private static List<List<Stroke>> fives() {
    return List.of(
        List.of(line(82, 2, 30, 3, 24, 42), curve(24, 42, 56, 36, 82, 60, 74, 90, 40, 100, 10, 88)),
        List.of(
            curve(34, 6, 26, 44),
            curve(26, 44, 60, 40, 80, 66, 58, 96, 14, 94),
            line(34, 6, 90, 0)),
        List.of(curve(84, 5, 48, 2, 26, 20, 34, 42, 64, 54, 78, 76, 58, 99, 14, 92)));
  }

  private static List<List<Stroke>> sixes() {
    return List.of(
        List.of(curve(70, 0, 36, 26, 14, 64, 28, 96, 58, 99, 78, 78, 64, 57, 36, 60, 18, 80)),
        List.of(curve(52, 0, 28, 36, 14, 74, 36, 100, 66, 93, 74, 68, 52, 54, 18, 74)),
        List.of(curve(80, 8, 48, 8, 20, 42, 12, 76, 40, 100, 76, 90, 82, 64, 56, 50, 20, 66)));
  }

  private static List<List<Stroke>> sevens() {
    return List.of(
        List.of(line(10, 6, 86, 4, 40, 100)),
        List.of(line(12, 10, 84, 6), curve(84, 6, 62, 40, 46, 70, 40, 100)),
        List.of(line(10, 6, 84, 4, 42, 100), line(32, 54, 80, 50)),
        List.of(line(12, 24, 15, 5, 86, 7, 48, 100)));
  }

  private static List<List<Stroke>> eights() {
    return List.of(
        List.of(
            curve(
                74, 14, 48, 0, 24, 16, 36, 40, 66, 58, 76, 82, 48, 100, 20, 84, 34, 58, 64, 40, 78,
                18, 66, 4)),
        List.of(
            curve(50, 46, 30, 34, 27, 14, 42, 1, 62, 3, 74, 20, 66, 38, 49, 47),
            curve(50, 46, 28, 56, 19, 76, 29, 96, 52, 101, 73, 94, 81, 75, 70, 56, 49, 46)),
        List.of(
            curve(82, 12, 52, 0, 26, 16, 42, 42, 70, 66, 64, 94, 34, 98, 24, 74, 50, 46, 82, 10)));
  }

  private static List<List<Stroke>> nines() {
    return List.of(
        List.of(
            curve(78, 14, 50, 0, 20, 18, 22, 44, 50, 52, 76, 30, 80, 8),
            curve(80, 8, 76, 54, 70, 100)),
        List.of(
            curve(
                76, 12, 48, 1, 20, 20, 24, 46, 52, 50, 76, 28, 80, 10, 82, 52, 66, 90, 38, 100, 18,
                90)),
        List.of(curve(76, 20, 46, 2, 18, 26, 32, 50, 62, 42, 80, 12, 72, 50, 46, 100)));
  }
}
