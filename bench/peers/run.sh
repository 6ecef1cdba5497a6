#!/usr/bin/env bash
# Carryover and its peers at the same work, one after another in one run, each in its own best setting: prints seconds
# an epoch, GFLOP/s and ratios, then what all of the published protocol takes here and as the paper's program does it,
# and writes all of it to bench/results/<date>-<machine>.json. On an otherwise idle machine:
#
#   bench/peers/run.sh [EPOCHS] [PUBLISHED_EPOCHS]
#
# times 20 epochs each unless told, after a third as many that are not timed; and trains 200 of the published protocol.
# Needs python3-torch, python3-numpy, libopenblas0 and time (Debian); with libopenblas0-pthread and libopenblas0-openmp
# both installed, PyTorch is timed with either. Deeplearning4j comes from Maven Central. CARRYOVER_DATA, where it is
# set, is what the published protocol runs on.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
checkout=$home
. "$checkout/.mvn/home.sh"
. "$checkout/.mvn/jdk.sh"
epochs=${1:-20}
published=${2:-200}
python=/usr/bin/python3
lines=$(mktemp)
scratch=$(mktemp -d)
trap 'rm -rf "$lines" "$scratch"' EXIT
# Libraries are to choose their own kernels.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS OMP_NUM_THREADS

(cd "$home" && ./mvnw -B -q package -P deeplearning4j -pl bench,bench/peers/deeplearning4j -am -DskipTests \
  -Dspotless.check.skip)
# Built now, where sources are newer, and not while it is timed.
"$home/carryover" backends >&2

# Each contender prints one line of JSON last; what libraries say before goes to the terminal.
contend() {
  echo "$*" | sed 's/.*-cp [^ ]* //' >&2
  "$@" | tail -n 1 >>"$lines"
}

times() {
  contend "$JAVA_HOME/bin/java" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
    -cp "$home/bench/target/*:$home/bench/target/lib/*" dev.carryover.bench.Times "$@"
}

# All that `reproduce` does, from the command to the report.
reproduce() {
  echo "reproduce $*" >&2
  /usr/bin/time -f '%e %M' -o "$scratch/time" "$home/carryover" reproduce "$@" --out "$scratch/runs" >"$scratch/log"
  tail -n 3 "$scratch/log" >&2
  awk -v epochs="$published" '{ printf "{\"name\": \"Carryover vector\", \"published\": %d, \"seconds\": %s, " \
    "\"residentMiB\": %d}\n", epochs, $1, $2 / 1024 }' "$scratch/time" >>"$lines"
}

times ejml 1 3
times vector 1 $((6 * epochs))
times vector 8 "$epochs"
for threads in 1 2; do
  # The system's choice of OpenBLAS, then each that is installed.
  for blas in '' $(find /usr/lib -maxdepth 2 -type d -name 'openblas-*'); do
    LD_LIBRARY_PATH=$blas contend "$python" "$home/bench/peers/pytorch.py" "$epochs" $threads "${blas##*/}"
  done
  OMP_NUM_THREADS=$threads contend "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
    -cp "$home/bench/peers/deeplearning4j/target/*:$home/bench/peers/deeplearning4j/target/lib/*" \
    dev.carryover.bench.peers.Deeplearning4j "$epochs" "$threads threads"
done
contend "$python" "$home/bench/peers/numpy_program.py" "$epochs"

reproduce --backend vector --protocol published --replicas 1 --epochs "$published"
contend "$python" "$home/bench/peers/numpy_program.py" published "$published"

"$python" "$home/bench/peers/ratios.py" "$lines" "$home/bench/results"
