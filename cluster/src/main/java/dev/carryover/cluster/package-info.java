/** A run's jobs on Apache Spark, each one task whose files reach the run through shared storage. */
@NullMarked
package dev.carryover.cluster;

import org.jspecify.annotations.NullMarked;
