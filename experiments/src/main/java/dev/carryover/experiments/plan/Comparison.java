package dev.carryover.experiments.plan;

import java.util.Optional;

/**
 * A question that the experiment answers: the figure of one stage minus another's, replica by
 * replica, on every test set that both are measured on.
 *
 * @param a one stage's key
 * @param b the other's
 * @param metric which figure; absent: the one that stands for stage a
 */
public record Comparison(String a, String b, Optional<Metric> metric) {}
