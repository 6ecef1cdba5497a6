/** What every backend must do, checked against the reference. */
@NullMarked
package dev.carryover.backend.conformance;

import org.jspecify.annotations.NullMarked;
