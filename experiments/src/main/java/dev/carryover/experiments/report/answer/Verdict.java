package dev.carryover.experiments.report.answer;

/** What a difference of errors lets one say of the first. */
public enum Verdict {
  /** Less wrong, also on other images. */
  BETTER("better"),
  /** Less wrong on these images, which are too few to say so of others. */
  BETTER_HERE("better on these images"),
  /** Neither: other trainings could turn it. */
  OPEN("not told apart"),
  /** More wrong on these images, which are too few to say so of others. */
  WORSE_HERE("worse on these images"),
  /** More wrong, also on other images. */
  WORSE("worse");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** The verdict in a word or a few. */
  public String words() {
    return words;
  }
}
