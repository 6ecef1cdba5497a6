@NullMarked
package dev.carryover.backend.conformance;

import org.jspecify.annotations.NullMarked;
