/** One program on every ready backend: how fast, and how far from the reference. */
@NullMarked
package dev.carryover.experiments.compare;

import org.jspecify.annotations.NullMarked;
