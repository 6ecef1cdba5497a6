@NullMarked
package dev.carryover.experiments.report.document;

import org.jspecify.annotations.NullMarked;
