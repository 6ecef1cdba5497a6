#!/usr/bin/env bash
# amd.sh TARGET DUMP BUILD: compiles one build of a dump for gfx90a, gfx942 or gfx1100 as ROCm's own runtime does, and
# prints a row for each kernel; columns as in compile.sh.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

target=$1 dump=$2
IFS=$'\t' read -r shape tiles parts group source options <<<"$3"
assembly=$work/$target-$shape-$tiles-$parts.s

case $target in
  gfx90a) isa=9010 simds=4 slots=8 wave=64 ;;
  gfx942) isa=9402 simds=4 slots=8 wave=64 ;;
  gfx1100) isa=11000 simds=2 slots=16 wave=32 ;;
esac

bitcode=()
for library in opencl ocml ockl oclc_daz_opt_off oclc_finite_only_off oclc_unsafe_math_off \
  oclc_correctly_rounded_sqrt_off "oclc_wavefrontsize64_$([ "$wave" = 64 ] && echo on || echo off)" oclc_abi_version_500; do
  bitcode+=(-Xclang -mlink-builtin-bitcode -Xclang "$libraries/amdgcn/bitcode/$library.bc")
done
# Debian's device libraries are older than two of the targets: the constant that tells them apart is given here.
echo "constant int __oclc_ISA_version = $isa;" >"$assembly.h"

# Options are words. The two of LLVM's are what ROCm's runtime adds: all is inlined.
with_tools "$tools/usr/lib/llvm-19/bin/clang" -x cl $options -target amdgcn-amd-amdhsa "-mcpu=$target" -O3 -nogpulib \
  -Xclang -finclude-default-header -include "$assembly.h" "${bitcode[@]}" \
  -mllvm -amdgpu-early-inline-all=true -mllvm -amdgpu-function-calls=false -S "$dump/$source" -o "$assembly"

# LLVM says how many waves a SIMD holds behind each function, and the rest in the metadata at the end. A group is whole
# on one unit of so many SIMDs.
awk -v target="$target" -v shape="$shape" -v tiles="$tiles" -v parts="$parts" -v group="$group" -v simds="$simds" \
  -v slots="$slots" -v wave="$wave" '
  / @[a-z_]+$/ { kernel = $NF; sub("@", "", kernel) }
  /^; Occupancy:/ { waves[kernel] = $3 }
  /^    \.name:/ { name = $2 }
  /^    \.group_segment_fixed_size:/ { memory = $2 }
  /^    \.private_segment_fixed_size:/ { scratch = $2 }
  /^    \.vgpr_count:/ { registers = $2 }
  /^    \.vgpr_spill_count:/ {
    held = int(waves[name] * simds * wave / group)
    print target, shape, tiles, parts, name, registers, $2, scratch, memory, int(100 * held * group / (simds * slots * wave)), 16 * held
  }' OFS='\t' "$assembly"
