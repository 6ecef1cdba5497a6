#!/usr/bin/env bash
# On a machine with a GPU: holds `opencl` and, where a TornadoVM SDK is, `tornado` to the reference, then times the
# autoencoder's epoch on them and in PyTorch for growing numbers of replicas, with the GPU's ceilings measured in the same
# run. Leaves JSON and a table.
#
#   bench/gpu.sh [FOLDER]         FOLDER: where results go, default bench/results/<date>-<host>-gpu
#   bench/gpu.sh bundle FOLDER    instead makes FOLDER/carryover-gpu.tar.xz, all that the same takes on a Linux machine of
#                                 this kind with nothing but a GPU's driver: unpack it there, and carryover-gpu/gpu.sh [FOLDER]
#
# Needs JDK 25 and the network or a filled Maven repository for the build (a bundle needs neither), an OpenCL driver; PyTorch is timed where
# PYTHON (python3 without it) has it. REPLICAS="1 8", EPOCHS=1, TORCH_DEVICE=cpu change what is timed.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
if [ "${1:-}" = bundle ]; then
  exec "$here/bundle.sh" "${2:?expected a folder for the bundle}"
fi

backends=opencl
if [ -d "$here/runtime" ]; then
  # A bundle, unpacked.
  root=$here
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  flags=("@$root/java.options" -XX:+UseParallelGC "-Djava.io.tmpdir=$scratch")
  if [ -d "$root/tornadovm" ]; then
    export TORNADOVM_HOME=$root/tornadovm
    backends=opencl,tornado
    sed "s|@TORNADOVM@|$TORNADOVM_HOME|g" "$TORNADOVM_HOME/flags" >"$scratch/flags"
    flags+=("@$scratch/flags")
  fi
  # A path without a space, which LD_PRELOAD wants; why it is there: .mvn/signals.sh.
  ln -s "$root/runtime/lib/libjsig.so" "$scratch"
  java() { LD_PRELOAD=$scratch/libjsig.so "$root/runtime/bin/java" "${flags[@]}" "$@"; }
  carryover() { java -cp "$root/lib/*" dev.carryover.experiments.cli.Carryover "$@"; }
  conformance() {
    local scan
    scan=$(printf '%s:' "$root"/tests/kernels-*.jar)
    java "-Drequire.backends=$backends" -cp "$root/tests/*:$root/lib/*" org.junit.platform.console.ConsoleLauncher execute \
      "--scan-classpath=${scan%:}" --include-classname='.*ConformanceTest' --details=summary --disable-banner
  }
  table() { java -cp "$root/tests/*:$root/lib/*" dev.carryover.bench.GpuTable "$@"; }
  pytorch=$root/pytorch_gpu.py
  out=${1:-$PWD/carryover-gpu-$(date +%Y-%m-%d)}
else
  root=$(cd "$here/.." && pwd)
  modules=kernels/opencl
  cd "$root"
  if . ./tornado-env.sh; then
    backends=opencl,tornado
    modules=kernels/opencl,kernels/tornado
  fi
  carryover() { ./carryover "$@"; }
  conformance() {
    ./mvnw -B -q test -pl "$modules" -am -Dtest='*ConformanceTest' -Dsurefire.failIfNoSpecifiedTests=false \
      -Drequire.backends="$backends"
  }
  table() {
    ./mvnw -B -q package -pl bench -am -DskipTests -Dspotless.check.skip
    (. .mvn/surroundings.sh && "$JAVA_HOME/bin/java" -cp "bench/target/*:bench/target/lib/*" dev.carryover.bench.GpuTable "$@")
  }
  pytorch=bench/peers/pytorch_gpu.py
  out=${1:-bench/results/$(date +%Y-%m-%d)-$(hostname)-gpu}
fi
replicas=${REPLICAS:-1 8 64 128 512 1024}
mkdir -p "$out"

echo "== devices"
carryover backends | tee "$out/devices.txt"

echo "== conformance of $backends"
conformance 2>&1 | tee "$out/conformance.txt"

for r in $replicas; do
  echo "== $r replicas"
  carryover compare --backends "$backends" --replicas "$r" --epochs "${EPOCHS:-5}" --json "$out/compare-$r.json"
done

python=${PYTHON:-python3}
echo "== PyTorch"
if "$python" -c 'import torch' 2>/dev/null; then
  "$python" "$pytorch" --replicas "${replicas// /,}" --epochs "${EPOCHS:-5}" --device "${TORCH_DEVICE:-cuda}" \
    >"$out/pytorch.json"
else
  echo "left out: $python has no torch; PYTHON names one that has it"
fi

table "$out" | tee "$out/table.txt"
