#!/usr/bin/env bash
# intel.sh TARGET DUMP BUILD: compiles one build of a dump for acm-g10 (Arc A770) or pvc with Intel's graphics compiler,
# and prints a row for each kernel; columns as in compile.sh.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

target=$1 dump=$2
IFS=$'\t' read -r shape tiles parts group source options <<<"$3"
out=$work/$target-$shape-$tiles-$parts

# Threads of a Xe core with 128 registers each; with 256 they are half as many. 128 KiB of local memory. And how many Xe
# cores 16 execution units are, which the driver calls compute units.
case $target in
  acm-g10) threads=128 cores=1 ;;
  pvc) threads=64 cores=2 ;;
esac

rm -rf "$out"
# Of its two formats the one that says what each kernel takes.
if ! PATH=$tools/usr/bin:$PATH with_tools ocloc compile -file "$dump/$source" -device "$target" -options "$options" \
  -internal_options -cl-intel-allow-zebin -out_dir "$out" -output kernels >"$out.log" 2>&1; then
  cat "$out.log" >&2
  exit 1
fi

LC_ALL=C sed -n '/^kernels:/,/^kernels_misc_info:/p' "$out"/*.bin |
  awk -v target="$target" -v shape="$shape" -v tiles="$tiles" -v parts="$parts" -v group="$group" -v threads="$threads" \
    -v cores="$cores" '
  function least(a, b) { return a < b ? a : b }
  function row(  each, places, held) {
    if (name != "" && name !~ /^Intel_/) {
      each = int((group + lanes - 1) / lanes)
      places = threads * 128 / registers
      held = int(places / each)
      held = memory ? least(held, int(131072 / memory)) : held
      print target, shape, tiles, parts, name, registers, spills, scratch, memory, int(100 * held * each / threads), cores * held
    }
    memory = spills = scratch = 0
  }
  /^  - name:/ { row(); name = $3 }
  /^      grf_count:/ { registers = $2 }
  /^      simd_size:/ { lanes = $2 }
  /^      slm_size:/ { memory = $2 }
  /^      - type:/ { kind = $3 }
  /^        size:/ && kind == "scratch" { spills += $2; kind = "" }
  /^        size:/ && kind == "global" { scratch += $2; kind = "" }
  /^      - arg_type:/ { kind = "" }
  END { row() }' OFS='\t'
