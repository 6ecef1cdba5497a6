#!/usr/bin/env bash
# Compiles the kernels with the compilers of AMD, NVIDIA and Intel, for graphics processors that need not be there, and
# prints what each takes of them. Fails where a kernel spills on a device that must not spill, and where a device holds
# fewer groups of an epoch kernel than the host takes it to (Vendor.java).
#
#   compile.sh              every tiling and every part that the host may build: ten minutes on two cores
#   compile.sh --quick      what a batch of 32 takes, with every part, for devices that must not spill: half a minute
#   compile.sh --faults     plants loops that are not unrolled, so that AMD and NVIDIA keep tiles in memory, and a host that
#                           takes units to hold ten times the groups; fails unless the gate sees both
#
# Rows of target/offline/kernels.tsv: target, shape, tiles, parts, kernel, registers of a work-item (a thread with
# Intel), spills (AMD: registers; NVIDIA: bytes a work-item; Intel: bytes a thread), scratch (bytes a work-item), local
# memory (bytes a group), occupancy (percent of a unit's places for work-items that whole groups fill), groups that 16
# compute units hold.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

must_not_spill="gfx90a gfx942 gfx1100 sm_90 acm-g10"
targets="amd/gfx90a amd/gfx942 amd/gfx1100 nvidia/sm_90 intel/acm-g10"
builds=$'\t8x(16|32)\ttied\\+corrupted\t'
case "$*" in
  "") targets="$targets nvidia/sm_80 intel/pvc" builds= ;;
  # gfx942 has gfx90a's registers and all but its instructions.
  --quick) targets=${targets/amd\/gfx942/} ;;
  --faults) ;;
  *) echo "usage: compile.sh [--quick | --faults]" >&2 && exit 2 ;;
esac

mkdir -p "$work"
unpack clang-19 libclang-common-19-dev libclc-19 rocm-device-libs intel-opencl-icd libigc1

build
dump=$work/dump
rm -rf "$dump" "$work"/rows && mkdir "$work/rows"
host "$dump" KernelDump "$dump"
grep -E "$builds" "$dump/builds.tsv" >"$dump/chosen.tsv"
if [ "${1:-}" = --faults ]; then
  sed -i 's/^#pragma unroll/#pragma nounroll/' "$dump"/*.cl
  sed -i 's/$/0/' "$dump/residents.tsv"
fi

echo "compilers:"
echo "  $(with_tools "$tools/usr/bin/clang-19" --version | head -n 1), libclc-19, rocm-device-libs $(version rocm-device-libs) for AMD and NVIDIA"
echo "  ocloc of intel-opencl-icd $(version intel-opencl-icd), libigc1 $(version libigc1) for Intel"
if command -v ptxas >/dev/null; then
  echo "  ptxas $(ptxas --version | sed -n 's/.*, V//p') for NVIDIA"
else
  echo "  ptxas (part of CUDA) is not on this machine: for sm_80 and sm_90 the kernels are compiled to PTX and no further,"
  echo "  and whether they spill there is NOT known"
fi
echo

# compile TARGET BUILD: one job of many, its rows in a file of its own.
compile() {
  local target=${1#*/} build=$2 name
  name=$target-$(cut -f1-3 <<<"$build" | tr '\t' '-')
  "$here/${1%/*}.sh" "$target" "$dump" "$build" >"$work/rows/$name.tsv" || { echo "cannot compile $name" >&2; return 1; }
  # A kernel of which a compiler says nothing must not pass for one that is well.
  [ "$(wc -l <"$work/rows/$name.tsv")" = "$(grep -c '^kernel ' "$dump/$(cut -f5 <<<"$build")")" ] ||
    { echo "$name: kernels are missing" >&2; return 1; }
}
export -f compile
export here dump work

while IFS= read -r build; do
  for target in $targets; do
    printf '%s\0%s\0' "$target" "$build"
  done
done <"$dump/chosen.tsv" | xargs -0 -n 2 -P "$(nproc)" bash -c 'compile "$@"' compile
# Only what a shape launches counts: the host builds all kernels for both.
cat "$work"/rows/*.tsv | awk -F '\t' '!($2 == "step" ? $5 == "epoch" : $5 ~ /^(backward.*|forward_.*|gradient|output|corrupt)$/)' \
  >"$work/kernels.tsv"

awk -F '\t' -v targets="$targets" -f "$here/table.awk" "$work/kernels.tsv"

# Private arrays in memory are no better than spills. A770 has some, which a table shows and no gate refuses yet.
awk -F '\t' -v guarded=" $must_not_spill " '
  index(guarded, " " $1 " ") && ($7 > 0 || ($1 ~ /^(gfx|sm_)/ && $8 > 0)) {
    printf "%s: %s, %s kernels of %s, %s: %s spilled, %s bytes of scratch\n", $1, $5, $2, $3, $4, $7, $8
  }' "$work/kernels.tsv" >"$work/spills.txt"

awk -F '\t' '
  NR == FNR { assumed[$1, $2] = $3; next }
  $5 == "epoch" && $11 != "-" {
    vendor = $1 ~ /^gfx/ ? "AMD" : $1 ~ /^sm_/ ? "NVIDIA" : "INTEL"
    if ($11 < assumed[vendor, $3]) {
      printf "%s: 16 compute units hold %s groups of epoch, %s, %s, and the host takes them to hold %s\n",
        $1, $11, $3, $4, assumed[vendor, $3]
    }
  }' "$dump/residents.tsv" "$work/kernels.tsv" >"$work/residents.txt"

echo
echo "$(wc -l <"$work/kernels.tsv") kernels compiled, $(wc -l <"$work/spills.txt") of them spill where none may ($must_not_spill)"
if [ "${1:-}" != --faults ]; then
  cat "$work/spills.txt" "$work/residents.txt"
  [ ! -s "$work/spills.txt" ] && [ ! -s "$work/residents.txt" ]
  exit
fi

# seen TARGET LIST: shows what the gate says of a target there.
seen() {
  if grep -m 1 "^$1:" "$work/$2.txt"; then
    return
  elif [ "$1" = sm_90 ] && ! command -v ptxas >/dev/null; then
    echo "$1: not known without ptxas"
  else
    echo "$1: the planted fault was not seen among $2"
    exit 1
  fi
}

for target in $must_not_spill; do
  [ "$target" = acm-g10 ] || seen "$target" spills
  seen "$target" residents
done
