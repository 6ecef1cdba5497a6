#!/usr/bin/env bash
# Carryover and its peers at the same work, one after another in one run, each in its own best setting: prints seconds
# an epoch, GFLOP/s and ratios, and writes them to bench/results/<date>-<machine>.json. On an otherwise idle machine:
#
#   bench/peers/run.sh [EPOCHS]        20 epochs each unless told; the first third of them is not timed
#
# Needs python3-torch, python3-numpy and libopenblas0 (Debian); Deeplearning4j comes from Maven Central.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
. "$home/.mvn/jdk.sh"
epochs=${1:-20}
python=/usr/bin/python3
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT

(cd "$home" && ./mvnw -B -q package -P deeplearning4j -pl bench,bench/peers/deeplearning4j -am -DskipTests \
  -Dspotless.check.skip)

# Each contender prints one line of JSON last; what libraries say before goes to the terminal.
contend() {
  echo "$*" | sed 's/.*-cp [^ ]* //' >&2
  "$@" | tail -n 1 >>"$lines"
}

times() {
  contend "$JAVA_HOME/bin/java" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
    -cp "$home/bench/target/*:$home/bench/target/lib/*" dev.carryover.bench.Times "$@"
}

times ejml 1 3
times vector 1 $((3 * epochs))
times vector 8 "$epochs"
for threads in 1 2; do
  contend "$python" "$home/bench/peers/pytorch.py" "$epochs" $threads
  OMP_NUM_THREADS=$threads contend "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
    -cp "$home/bench/peers/deeplearning4j/target/*:$home/bench/peers/deeplearning4j/target/lib/*" \
    dev.carryover.bench.peers.Deeplearning4j "$epochs" "$threads threads"
done
contend "$python" "$home/bench/peers/numpy_program.py" "$epochs"

"$python" "$home/bench/peers/ratios.py" "$lines" "$home/bench/results"
