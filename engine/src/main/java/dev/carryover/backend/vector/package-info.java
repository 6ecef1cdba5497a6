/**
 * SIMD on the CPU with the JDK's Vector API, in float32, on all cores.
 *
 * <p>Weights are kept by output, {@code w[o][i]}, with the bias as the weight of one more input
 * that is always 1. All three products of training then have one form: some rows of a result are
 * sums of scalars of one factor times {@link dev.carryover.backend.vector.Tile#PANEL} neighbouring
 * columns of the other, held in registers from the first term to the last.
 *
 * <pre>
 * forward   z[o][b]  = Σ_i w[o][i] · x[i][b]      some outputs by a panel of examples
 * backward  da[i][b] = Σ_o w[o][i] · dz[o][b]     eight inputs by a panel of examples
 * gradient  dw[o][i] = Σ_b dz[o][b] · x[b][i]     eight outputs by a panel of inputs
 * </pre>
 *
 * <p>Where most inputs are 0, the first layer's two products leave those terms out: its weights
 * then lie by input, {@code w[i][o]}, and {@link dev.carryover.backend.vector.BatchTerms} says why
 * that changes no bit. Weights of inputs that are 0 in a whole batch are not even moved by it: see
 * {@link dev.carryover.backend.vector.Pending}. {@code bind} decides it by the examples.
 *
 * <p>A step is bound by memory as much as by arithmetic: {@link
 * dev.carryover.backend.vector.FusedTrainer} says how weights are passed only once in it, {@link
 * dev.carryover.backend.vector.TiedTrainer} how two layers use one matrix, and {@link
 * dev.carryover.backend.vector.Layer} what lets threads share one replica.
 *
 * <p>Four traps of the JIT compiler shape this code; a test of what an epoch allocates shows that
 * nothing is boxed. A {@code FloatVector} that is passed to or returned from a method which is not
 * inlined is boxed, and how much is inlined into one method has a limit: so methods here pass
 * memory, never vectors, and the largest kernels are as small as they can be. Loops over memory of
 * unknown length are compiled with checks around them that take as long as a short loop itself: so
 * kernels work on slices of a length that the compiler knows. And all memory comes from shared
 * arenas, in tests too: in a JVM that has seen confined ones the compiler no longer hoists the
 * check of a segment's owner out of loops, and then boxes as well. What none of this cures, {@code
 * .mvn/java.options} does: HotSpot compiles a method at tier 2, without a profile, while its queue
 * is long, and may go from there to tier 4; it then knows of no memory segment of which class it
 * is, and boxes ({@code -XX:Tier3DelayOn}). It does so, too, from the hundredth place in a method
 * on where it would trust a profile, inlined ones counted ({@code -XX:PerMethodTrapLimit}): one
 * start in six of those that trained by {@link dev.carryover.backend.vector.ListedMomentum}.
 *
 * <p>Every array lies outside the Java heap at multiples of 64 bytes, so that no vector straddles
 * two cache lines, and is padded to whole tiles and panels, so that no kernel needs a tail. Padding
 * is computed but never read as a result. What a sum adds up, and in which order, depends on
 * nothing but the program: neither on the number of threads, nor on how work is shared among them,
 * nor on how long the machine's vectors are.
 *
 * <p>The files, from the inside out:
 *
 * <ul>
 *   <li>kernels: Tile with EightRows, NarrowRows, SixRows and FourRows, ListedRows, ListedMomentum,
 *       Exponentials, Activations, Softmax, Losses, Masks, Update, WeightDecay
 *   <li>memory: Panels, Rows, Filled, Blocks, Layer, Weights, Replica, Bound, Batch, BatchTerms,
 *       FeatureTerms, ExampleTerms, Gatherer, Pending, Workspace, Memory
 *   <li>passes: Forward, SliceSums, OutputLayer, Backward, UpdatePass
 *   <li>training and prediction: Trainer, FusedTrainer, TiedTrainer, Inference
 *   <li>threads: WorkerPool, Worker, Assignment, Share, Span, Barrier
 *   <li>the backend: VectorBackend, VectorSession, PeakRate
 * </ul>
 */
@NullMarked
package dev.carryover.backend.vector;

import org.jspecify.annotations.NullMarked;
