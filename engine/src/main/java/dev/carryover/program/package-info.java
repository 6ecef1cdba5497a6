/** What is to be trained, as values: network, loss, optimizer, batches, replicas. */
@NullMarked
package dev.carryover.program;

import org.jspecify.annotations.NullMarked;
