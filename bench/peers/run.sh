#!/usr/bin/env bash
# Carryover's `vector` beside PyTorch (as users write it, by hand, vmap, compile), JAX (scan, vmap, map) and the paper's NumPy
# program: the same work from the same start in the same order, in turns. Tables, and bench/results/<date>-<machine>.json.
# On an otherwise idle machine:
#
#   bench/peers/run.sh                           the autoencoder and the classifier, R = 1, 8, 32: a quarter of an hour
#   bench/peers/run.sh --quick                   R = 1 and 8, three rounds, the slow peers left out: four minutes
#   bench/peers/run.sh --other-shapes            batches of 1 to 100, 25 to 1,000 units, one to three layers, beside JAX
#   bench/peers/run.sh --shapes 784-500-10@20 --replicas 1,4 --peers JAX,module
#   bench/peers/run.sh --published 200           the published protocol too, beside the paper's program
#
# PYTHON names the Python that has the libraries (python3 without it); what it lacks is said and left out. Real MNIST where
# CARRYOVER_DATA names a folder with mnist/ in it, otherwise drawn digits: how many pixels are 0 matters.
set -euo pipefail
checkout=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
. "$checkout/.mvn/surroundings.sh"
# Libraries are to choose their own kernels and threads.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS OMP_NUM_THREADS
(cd "$checkout" && ./mvnw -B -q package -pl bench -am -DskipTests -Dspotless.check.skip)
# Built now, where sources are newer, and not while it is timed.
case " $* " in *" --published "*) "$checkout/carryover" --version >/dev/null ;; esac
exec "${PYTHON:-python3}" "$checkout/bench/peers/peers.py" "$@"
