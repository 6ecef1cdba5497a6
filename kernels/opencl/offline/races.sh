#!/usr/bin/env bash
# Runs every kernel, in both shapes and both ways of multiplying, on a simulator that watches every access (oclgrind), and
# fails where it saw a data race, an access out of bounds or barriers that not all meet, or where losses did not move as
# the reference's do. Half a minute on two cores.
#
#   races.sh             the kernels as they are
#   races.sh --faults    plants faults in copies of them, each of which must be found: two minutes
set -euo pipefail
. "$(dirname "$0")/tools.sh"

[ $# = 0 ] || [ "$*" = --faults ] || { echo "usage: races.sh [--faults]" >&2; exit 2; }

mkdir -p "$work"
unpack oclgrind
build
# The simulator's own launcher puts itself before the OpenCL loader, where it meets other drivers: it is made the only
# driver instead.
mkdir -p "$work/drivers"
echo "$tools/usr/lib/oclgrind/liboclgrind-rt-icd.so" >"$work/drivers/oclgrind.icd"

# simulate FOLDER NAME ARGUMENT...: a trial of KernelTrial, the kernels' files in FOLDER instead of their originals; what
# it printed in NAME.out, what the simulator saw in NAME.log. Unoptimized: the simulator does not know what LLVM's
# optimizer leaves.
simulate() {
  local folder=$1 name=$work/$2
  shift 2
  rm -f "$name.log"
  LD_LIBRARY_PATH=$libraries OCL_ICD_VENDORS=$work/drivers OCLGRIND_PCH_DIR=$(echo "$libraries"/oclgrind/*) \
    OCLGRIND_BUILD_OPTIONS=-O0 OCLGRIND_DATA_RACES=1 OCLGRIND_CHECK_API=1 OCLGRIND_MAX_ERRORS=100 \
    OCLGRIND_LOG=$name.log host "$folder" KernelTrial "$@" >"$name.out" 2>&1
}

# found NAME: whether the simulator, which ends well whatever it sees, has seen anything.
found() {
  [ -s "$work/$1.log" ]
}

failures=0

# sound SHAPE TILES: a trial of the kernels as they are.
sound() {
  local name=sound-$1-$2
  if ! simulate "$work/none" "$name" "$1" "$2"; then
    echo "FAIL  $1, $2: the trial failed:"
    tail -n 20 "$work/$name.out"
    failures=$((failures + 1))
  elif ! grep -q 'Oclgrind Simulator' "$work/$name.out"; then
    echo "FAIL  $1, $2: ran elsewhere than on the simulator:"
    head -n 1 "$work/$name.out"
    failures=$((failures + 1))
  elif found "$name"; then
    echo "FAIL  $1, $2: the simulator saw"
    grep -v '^$' "$work/$name.log" | head -n 20
    failures=$((failures + 1))
  else
    echo "ok    $1, $2: $(wc -l <"$work/$name.out") programs, no race, nothing out of bounds"
  fi
}

# planted NAME PATTERN FILE EXPRESSION SHAPE TILES PROGRAM: a trial with a fault, which must be found as PATTERN.
planted() {
  local name=$1 pattern=$2 file=$3 expression=$4 folder=$work/planted/dev/carryover/backend/opencl
  shift 4
  rm -rf "$work/planted" && mkdir -p "$folder"
  sed -E "$expression" "$kernels/$file" >"$folder/$file"
  if cmp -s "$kernels/$file" "$folder/$file"; then
    echo "FAIL  $name: the expression changes nothing in $file: $expression"
    failures=$((failures + 1))
    return
  fi
  # The trial may well fail, too: what counts is what the simulator saw.
  simulate "$work/planted" planted "$@" || true
  if found planted && grep -Eq "$pattern" "$work/planted.log"; then
    echo "ok    $name: $(grep -Em 1 "$pattern" "$work/planted.log")"
  else
    echo "FAIL  $name: expected /$pattern/, and the simulator saw"
    head -n 5 "$work/planted.log"
    tail -n 5 "$work/planted.out"
    failures=$((failures + 1))
  fi
}

kernels=$checkout/kernels/opencl/src/main/resources/dev/carryover/backend/opencl

if [ "${1:-}" = --faults ]; then
  . "$here/faults.sh"
else
  for shape in step epoch; do
    for tiles in staged registers; do
      sound "$shape" "$tiles"
    done
  done
  sound step sliced
fi

[ "$failures" = 0 ] || { echo "$failures of them failed"; exit 1; }
