/** The reference backend: float64 on EJML, written to be read beside the equations. */
@NullMarked
package dev.carryover.backend.ejml;

import org.jspecify.annotations.NullMarked;
