/**
 * The TornadoVM backend: training as task graphs over device-resident arrays, their kernel written
 * in Java and compiled to OpenCL or CUDA C while the program runs.
 */
@NullMarked
package dev.carryover.backend.tornado;

import org.jspecify.annotations.NullMarked;
