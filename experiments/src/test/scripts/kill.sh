#!/usr/bin/env bash
# kill.sh [RUNS [SEED]]: kills a short run at a random moment, kills its resumption at another, resumes it to its end
# and compares what it left with what a run left that nobody disturbed (same-run.sh). Says how many of RUNS (50) were
# identical. The moments are drawn from SEED.
set -eu

runs=${1:-50}
RANDOM=${2:-$$}
scripts=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
home=$(cd "$scripts/../../../.." && pwd)
# The launcher, or whatever else runs the program; it must become the program by exec, so that a kill reaches it.
export CARRYOVER=${CARRYOVER:-$home/carryover}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

begin() {
  exec "$CARRYOVER" run "$scripts/short-run.yaml" --backend vector --checkpoint 0 --quiet --out "$1"
}

resume() {
  exec "$CARRYOVER" resume "$1" --checkpoint 0 --quiet
}

# killed COMMAND RUN: whether the process was killed, and did not end before; at a moment within $most milliseconds
killed() {
  "$@" >/dev/null 2>>"$work/said" &
  local process=$! status=0
  sleep "$(printf '%d.%03d' $((RANDOM % most / 1000)) $((RANDOM % 1000)))"
  kill -KILL "$process" 2>/dev/null || true
  wait "$process" 2>/dev/null || status=$?
  if [ "$status" -ne 137 ] && [ "$status" -ne 0 ]; then
    cat "$work/said" >&2
  fi
  [ "$status" -eq 137 ]
}

begun=$(date +%s%3N)
(begin "$work/whole") >/dev/null
most=$(($(date +%s%3N) - begun))
[ "$most" -ge 1000 ] || most=1000

same=0
kills=0
for ((i = 1; i <= runs; i++)); do
  run="$work/run"
  rm -rf "$run"
  : >"$work/said"
  # A run that is killed before it has a record, or not at all, is begun again.
  until killed begin "$run" && [ -e "$run/run.json" ]; do
    rm -rf "$run"
  done
  kills=$((kills + 1))
  if killed resume "$run"; then
    kills=$((kills + 1))
  fi
  (resume "$run") >/dev/null 2>>"$work/said"
  if "$scripts/same-run.sh" "$work/whole" "$run"; then
    same=$((same + 1))
  else
    echo "run $i is not identical; what it said:" >&2
    cat "$work/said" >&2
    mv "$run" "$home/experiments/target/kill-$i"
  fi
done
echo "$same of $runs runs identical after $kills kills"
[ "$same" -eq "$runs" ]
