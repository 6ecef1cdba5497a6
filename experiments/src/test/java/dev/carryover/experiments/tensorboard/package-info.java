@NullMarked
package dev.carryover.experiments.tensorboard;

import org.jspecify.annotations.NullMarked;
