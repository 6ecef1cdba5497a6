#!/usr/bin/env bash
# Trains into a file system that fills up, draws a report on a full one, and checks how both end; fills a disk, and
# makes a folder read-only, under a run, and checks that it ends with one line and that its resumption comes to what an
# undisturbed run does. Mounting needs root, so this is no part of the build, where a limit on the size of files stands
# in its place.
set -eu

scripts=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
home=$(cd "$scripts/../../../.." && pwd)
# The launcher, or whatever else runs the program.
export CARRYOVER=${CARRYOVER:-$home/carryover}
carryover=$CARRYOVER
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

# Without the line with which the JVM itself begins.
show_what_it_said() {
  sed -i '/^WARNING: Using incubator modules/d' "$said"
  cat "$said"
}

# ends_in_one_line STATUS WORDS ARGUMENTS...
ends_in_one_line() {
  local expected=$1 words=$2 status=0
  shift 2
  "$carryover" "$@" >/dev/null 2>"$said" || status=$?
  show_what_it_said
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

# From here on with room for a whole run.
rm -rf "$disk/run" "$disk/fill"
mount -o remount,size=64m "$disk"
short=(run "$scripts/short-run.yaml" --backend vector --checkpoint 0 --quiet)
"$carryover" "${short[@]}" --out "$disk/whole" >/dev/null 2>"$said"

# disturbed WORDS HINDER RELIEVE: begins a run, hinders it as soon as it has a checkpoint, and resumes it relieved
disturbed() {
  local words=$1 hinder=$2 relieve=$3 status=0
  "$carryover" "${short[@]}" --out "$disk/run" >/dev/null 2>"$said" &
  local process=$!
  until compgen -G "$disk/run/checkpoints/*" >/dev/null; do
    kill -0 "$process" || return 1
    sleep 0.1
  done
  "$hinder"
  wait "$process" || status=$?
  show_what_it_said
  "$relieve"
  check "$hinder ends with 1, not $status" [ "$status" -eq 1 ]
  check "$hinder leads to one line" [ "$(wc -l <"$said")" -eq 1 ]
  check "$hinder says: $words" grep -q "could not be written: $words" "$said"
  check "$hinder lets the run be resumed" "$carryover" resume "$disk/run" --quiet >/dev/null
  check "$hinder changes no bit" "$scripts/same-run.sh" "$disk/whole" "$disk/run"
  rm -rf "$disk/run"
}

fill() {
  dd if=/dev/zero of="$disk/fill" bs=4k 2>/dev/null || true
}

make_room() {
  rm "$disk/fill"
}

make_read_only() {
  mount --bind "$disk/run" "$disk/run"
  mount -o remount,bind,ro "$disk/run"
}

make_writable() {
  umount "$disk/run"
}

disturbed "No space left on device" fill make_room
disturbed "Read-only file system" make_read_only make_writable

if [ "$failed" -eq 0 ]; then
  echo "a full disk and a read-only folder end as they should"
fi
exit "$failed"
