package dev.carryover.experiments.protocol;

/** The trainings that the paper's two problems consist of. */
public enum Run {
  /** 784-200-784, every digit. */
  AUTOENCODER("autoencoder", "autoencoder"),
  /** 784-200-10 on the autoencoder's encoder, which stays as it is. */
  CASE_I("caseI", "Case I"),
  /** 784-200-10 on the autoencoder's encoder, all layers trained. */
  CASE_II("caseII", "Case II"),
  /** 784-200-10 from scratch. */
  BASELINE("baseline", "baseline"),
  /** 784-200-784, trained on digits 0-4 alone. */
  HELDOUT("heldout", "held-out");

  private final String key;
  private final String title;

  Run(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** Its name in files. */
  public String key() {
    return key;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }

  /** Whether its target is the image itself. */
  public boolean reconstructs() {
    return this == AUTOENCODER || this == HELDOUT;
  }
}
