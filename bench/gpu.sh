#!/usr/bin/env bash
# On a machine with a GPU: holds `opencl` and, where a TornadoVM SDK is, `tornado` to the reference, then times the
# autoencoder's epoch on them and in PyTorch for growing numbers of replicas, with the GPU's ceilings measured in the same
# run. Leaves JSON and a table.
#
#   bench/gpu.sh [FOLDER]      FOLDER: where results go, default bench/results/<date>-<host>
#
# Needs JDK 25, an OpenCL driver, python3 with PyTorch, and the network or a filled Maven repository for the build.
set -euo pipefail
cd "$(dirname "$0")/.."

out=${1:-bench/results/$(date +%Y-%m-%d)-$(hostname)-gpu}
replicas=${REPLICAS:-1 8 32 128 512}
mkdir -p "$out"

backends=opencl
modules=kernels/opencl
if . ./tornado-env.sh; then
  backends=opencl,tornado
  modules=kernels/opencl,kernels/tornado
fi

echo "== devices"
./carryover backends | tee "$out/devices.txt"

echo "== conformance of $backends"
./mvnw -B -q test -pl "$modules" -am -Dtest='*Conformance*' -Dsurefire.failIfNoSpecifiedTests=false \
  -Drequire.backends="$backends" 2>&1 | tee "$out/conformance.txt"

for r in $replicas; do
  echo "== $r replicas"
  ./carryover compare --backends "$backends" --replicas "$r" --epochs "${EPOCHS:-5}" --json "$out/compare-$r.json"
done

echo "== PyTorch"
python3 bench/peers/pytorch_gpu.py --replicas "${replicas// /,}" --epochs "${EPOCHS:-5}" --device "${TORCH_DEVICE:-cuda}" \
  >"$out/pytorch.json"

python3 bench/gpu_table.py "$out" | tee "$out/table.txt"
