#!/usr/bin/env bash
# kill.sh [RUNS [SEED]]: kills a short run at a random moment, kills its resumption at another, resumes it to its end
# and compares what it left with what a run left that nobody disturbed: weights, samples and history byte for byte,
# results by ./carryover diff. Says how many of RUNS (50) were identical. The moments are drawn from SEED.
set -eu

runs=${1:-50}
RANDOM=${2:-$$}
home=$(cd "$(dirname "$(readlink -f "$0")")/../../../.." && pwd)
# The launcher, or whatever else runs the program; it must become the program by exec, so that a kill reaches it.
carryover=${CARRYOVER:-$home/carryover}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/experiments.yaml" <<'YAML'
key: kill
data: {set: synthetic, split: everyFifth}
replicas: 4
defaults:
  architecture: {hidden: [24]}
  recipe: {optimizer: {kind: adam}, rate: 0.001}
  measure: {schedule: {every: 2}}
stages:
  - {key: pretrain, objective: reconstruct, recipe: {epochs: 16, corruption: 0.1}}
  - {key: frozen, objective: classify, start: {from: pretrain}, frozen: 1, recipe: {epochs: 12}}
  - key: tuned
    objective: classify
    start: {from: pretrain}
    recipe: {optimizer: {kind: momentum}, rate: 0.01, epochs: 30}
    measure: {stop: {set: test, patience: 3}}
grafts: [{key: mixed, into: frozen, from: tuned}]
comparisons: [{a: frozen, b: tuned}]
axes: [{path: stages.frozen.train.perClass, values: [50, 100]}]
YAML

begin() {
  exec "$carryover" run "$work/experiments.yaml" --backend vector --checkpoint 0 --quiet --out "$1"
}

resume() {
  exec "$carryover" resume "$1" --checkpoint 0 --quiet
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

# identical RUN
identical() {
  local file
  for file in history.csv weights samples; do
    diff -r "$work/whole/$file" "$1/$file" >&2 || return 1
  done
  "$carryover" diff "$work/whole" "$1" >"$work/differences"
  if ! grep -q '^results  *the same$' "$work/differences"; then
    cat "$work/differences" >&2
    return 1
  fi
  [ ! -e "$1/checkpoints" ] && [ -z "$(find "$1" -name '*.part')" ]
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
  if identical "$run"; then
    same=$((same + 1))
  else
    echo "run $i is not identical; what it said:" >&2
    cat "$work/said" >&2
    mv "$run" "$home/experiments/target/kill-$i"
  fi
done
echo "$same of $runs runs identical after $kills kills"
[ "$same" -eq "$runs" ]
