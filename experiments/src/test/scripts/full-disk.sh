#!/usr/bin/env bash
# Trains into a file system that fills up, draws a report on a full one, and checks how both end. Mounting one needs
# root, so this is no part of the build, where a limit on the size of files stands in its place.
set -eu

home=$(cd "$(dirname "$(readlink -f "$0")")/../../../.." && pwd)
# The launcher, or whatever else runs the program.
carryover=${CARRYOVER:-$home/carryover}
disk=$(mktemp -d)
said=$(mktemp)
mount -t tmpfs -o size=1m tmpfs "$disk"
trap 'umount "$disk"; rmdir "$disk"; rm -f "$said"' EXIT
failed=0

# check WHAT COMMAND...
check() {
  local what=$1
  shift
  if ! "$@"; then
    echo "FAILED: $what" >&2
    failed=1
  fi
}

# ends_in_one_line STATUS WORDS ARGUMENTS...
ends_in_one_line() {
  local expected=$1 words=$2 status=0
  shift 2
  "$carryover" "$@" >/dev/null 2>"$said" || status=$?
  cat "$said"
  check "$1 ends with $expected, not $status" [ "$status" -eq "$expected" ]
  check "$1 says one line" [ "$(wc -l <"$said")" -eq 1 ]
  check "$1 says: $words" grep -q "$words" "$said"
  check "$1 names no class" [ "$(grep -c Exception "$said")" -eq 0 ]
}

ends_in_one_line 1 "weights/published-autoencoder-0.safetensors: could not be written: No space left on device" \
  pretrain --data synthetic --backend ejml --epochs 1 --replicas 1 --protocol published --quiet --out "$disk/run"
check "nothing is half written" [ -z "$(find "$disk/run" -name '*.part')" ]
check "no weights are left" [ -z "$(ls "$disk/run/weights")" ]
check "run.json is whole" [ "$(tail -n 1 "$disk/run/run.json")" = "}" ]

dd if=/dev/zero of="$disk/fill" bs=4k 2>/dev/null || true
ends_in_one_line 1 "could not be written: No space left on device" report "$disk/run"

if [ "$failed" -eq 0 ]; then
  echo "a full disk ends as it should"
fi
exit "$failed"
