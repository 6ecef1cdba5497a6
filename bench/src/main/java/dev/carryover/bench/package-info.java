/** How fast is fast: benchmarks that check what they time against the reference first. */
@NullMarked
package dev.carryover.bench;

import org.jspecify.annotations.NullMarked;
