/** Networks as safetensors files, in our layout and in PyTorch's. */
@NullMarked
package dev.carryover.weights;

import org.jspecify.annotations.NullMarked;
