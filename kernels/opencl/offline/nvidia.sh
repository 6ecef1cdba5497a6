#!/usr/bin/env bash
# nvidia.sh TARGET DUMP BUILD: compiles one build of a dump for sm_80 or sm_90, to PTX with Clang and from there with
# ptxas where it is, and prints a row for each kernel; columns as in compile.sh, "-" where it takes ptxas to know.
#
# NVIDIA's own OpenCL compiler is part of its driver, and its functions (exp, tanh, ...) are others than libclc's.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

target=$1 dump=$2
IFS=$'\t' read -r shape tiles parts group source options <<<"$3"
ptx=$work/$target-$shape-$tiles-$parts.ptx

case $target in
  sm_80) memory=167936 ;;
  sm_90) memory=233472 ;;
esac

# As NVIDIA's compiler does, everything is inlined, and division is as exact as OpenCL asks, not as IEEE does.
with_tools "$tools/usr/lib/llvm-19/bin/clang" -x cl $options -target nvptx64-nvidia-nvcl -Xclang -target-cpu \
  -Xclang "$target" -O3 -nogpulib -Xclang -finclude-default-header -Wno-linker-warnings \
  -Xclang -mlink-builtin-bitcode -Xclang "$tools/usr/lib/clc/nvptx64--nvidiacl.bc" \
  -mllvm -inline-threshold=1000000 -mllvm -nvptx-prec-divf32=1 -S "$dump/$source" -o "$ptx.clang"
# Clang forgets the kernels' reqd_work_group_size, without which ptxas does not know how many registers there are.
awk -v group="$group" '
  /^\.entry/ { entry = 1 }
  { print }
  entry && /^\)/ { print ".reqntid " group ", 1, 1"; entry = 0 }' "$ptx.clang" >"$ptx"

if ! command -v ptxas >/dev/null; then
  sed -n 's/^\.entry \([a-z_]*\)(.*/\1/p' "$ptx" |
    awk '{ print target, shape, tiles, parts, $1, "-", "-", "-", "-", "-", "-" }' OFS='\t' \
      target="$target" shape="$shape" tiles="$tiles" parts="$parts"
  exit
fi
# A multiprocessor has four parts of 16,384 registers each, which warps take 256 at a time, and 64 places for warps; each
# group costs 1 KiB of local memory more than it asks for.
ptxas -v -arch "$target" "$ptx" -o "$ptx.cubin" 2>&1 |
  awk -v target="$target" -v shape="$shape" -v tiles="$tiles" -v parts="$parts" -v group="$group" -v memory="$memory" '
  function least(a, b) { return a < b ? a : b }
  /Compiling entry function/ { gsub("\047", "", $7); name = $7 }
  /bytes stack frame/ { scratch = $1; spills = $5 }
  /Used [0-9]+ registers/ {
    registers = $5
    shared = match($0, /[0-9]+ bytes smem/) ? substr($0, RSTART, RLENGTH) + 0 : 0
    warps = 4 * int(16384 / (256 * int((registers * 32 + 255) / 256)))
    held = least(least(int(warps / (group / 32)), int(memory / (shared + 1024))), least(32, int(2048 / group)))
    print target, shape, tiles, parts, name, registers, spills, scratch, shared, int(100 * held * group / 2048), 16 * held
  }' OFS='\t'
