package dev.carryover.backend;

/** A backend cannot do what a program asks of it, though the reference can. */
public final class UnsupportedFeatureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String feature;

  /**
   * @param backend its name
   * @param feature what it cannot do, as in {@code corruption}
   */
  public UnsupportedFeatureException(String backend, String feature) {
    super("backend %s does not train with %s yet".formatted(backend, feature));
    this.feature = feature;
  }

  /** What it cannot do. */
  public String feature() {
    return feature;
  }
}
