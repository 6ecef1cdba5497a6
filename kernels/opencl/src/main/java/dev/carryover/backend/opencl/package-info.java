/**
 * Training on OpenCL devices: hand-written OpenCL C, R replicas in the grid, driven through JOCL.
 */
@NullMarked
package dev.carryover.backend.opencl;

import org.jspecify.annotations.NullMarked;
