#!/usr/bin/env bash
# What a scheduler costs for each job: a sweep of so many tiny jobs (2,000 unless another number is given) in one process, all
# trained together and then each alone, then on Spark, each job a task. Prints seconds, milliseconds a job, and whether all came
# to the same results.
#
#   cluster/src/test/scripts/overhead.sh [JOBS] [MASTER]
set -euo pipefail
cd "$(dirname "$0")/../../../.."
jobs=${1:-2000}
master=${2:-local[*]}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cat >"$scratch/tiny.yaml" <<YAML
key: tiny
replicas: 1
defaults:
  architecture: {hidden: [2]}
  recipe: {epochs: 1}
  measure: {sets: [test]}
  train: {perClass: 10}
axes: [{path: seed, values: [$(seq -s, 1 "$jobs")]}]
stages:
  - {key: digits, objective: classify, save: false}
YAML

run() {
  ./carryover run "$scratch/tiny.yaml" --data synthetic --backend vector --quiet "$@" >"$scratch/log" 2>&1 ||
    { cat "$scratch/log"; exit 1; }
}

timed() {
  local name=$1 begun
  shift
  begun=$(date +%s%N)
  run "$@"
  local took=$((($(date +%s%N) - begun) / 1000000))
  echo "$name: $jobs jobs, $((took / jobs)) ms a job, $((took / 1000)) s in all"
}

./carryover run --on spark --help >/dev/null # builds what is missing
timed "one process, together" --out "$scratch/together"
timed "one process, each alone" --together 1 --out "$scratch/alone"
timed "spark, $master" --on spark --master "$master" --conf spark.ui.enabled=false --out "$scratch/spark"
./carryover diff "$scratch/alone" "$scratch/together" | grep '^results'
./carryover diff "$scratch/alone" "$scratch/spark" | grep '^results'
