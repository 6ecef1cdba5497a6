#!/usr/bin/env bash
# same-run.sh RUN RUN: succeeds if both left the same: weights, samples and history byte for byte, results by
# ./carryover diff; and the second left no checkpoints and nothing half written.
set -eu

home=$(cd "$(dirname "$(readlink -f "$0")")/../../../.." && pwd)
carryover=${CARRYOVER:-$home/carryover}

for part in history.csv weights samples; do
  diff -r "$1/$part" "$2/$part" >&2
done
differences=$("$carryover" diff "$1" "$2")
if ! grep -q '^results  *the same$' <<<"$differences"; then
  echo "$differences" >&2
  exit 1
fi
[ ! -e "$2/checkpoints" ] && [ -z "$(find "$2" -name '*.part')" ]
