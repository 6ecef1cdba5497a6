/** The contract between a training program and the machine that runs it. */
@NullMarked
package dev.carryover.backend;

import org.jspecify.annotations.NullMarked;
