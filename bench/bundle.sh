#!/usr/bin/env bash
# Makes FOLDER/carryover-gpu.tar.xz, as bench/gpu.sh says: a Java runtime, the program, the conformance tests of `opencl` and
# `tornado`, and of the TornadoVM SDK (where there is one) what it takes to run it.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
checkout=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cd "$checkout"
. .mvn/surroundings.sh
modules=kernels/opencl
if . ./tornado-env.sh; then
  modules=kernels/opencl,kernels/tornado
fi
. .mvn/build.sh
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
bundle=$scratch/carryover-gpu
mkdir -p "$bundle/lib" "$bundle/tests"

cp "$build"/*.jar "$bundle/lib"
# The program needs no class of these twice.
./mvnw -B -q package dependency:copy-dependencies -pl "$modules,bench" -am -DskipTests -Dspotless.check.skip \
  -DoutputDirectory="$scratch/dependencies" -DexcludeGroupIds=org.junit.jupiter,org.junit.platform,org.opentest4j,org.apiguardian,com.tngtech.archunit
for jar in "$scratch"/dependencies/*.jar bench/target/carryover-bench-*.jar; do
  [ -e "$bundle/lib/${jar##*/}" ] || cp "$jar" "$bundle/tests"
done
for module in ${modules//,/ }; do
  "$JAVA_HOME/bin/jar" --create --file "$bundle/tests/${module//\//-}.jar" -C "$module/target/test-classes" .
done
junit=$(sed -n 's:.*<junit\.version>\(.*\)</junit\.version>.*:\1:p' pom.xml)
./mvnw -B -q -N dependency:copy -Dartifact="org.junit.platform:junit-platform-console-standalone:$junit" \
  -DoutputDirectory="$bundle/tests"

runtime=java.se,jdk.incubator.vector,jdk.management,jdk.unsupported,jdk.zipfs
if [ -n "${TORNADOVM_HOME:-}" ]; then
  runtime=$runtime,jdk.internal.vm.ci,jdk.graal.compiler
  # The SDK's flags name the jars and modules that it runs on; Truffle's languages are not among what we compile.
  set -- $TORNADO_JVM_FLAGS
  arguments=${1#@}
  shift
  mkdir -p "$bundle/tornadovm/share/java/graalJars" "$bundle/tornadovm/share/java/tornado"
  cp -r "$TORNADOVM_HOME/lib" "$TORNADOVM_HOME/etc" "$bundle/tornadovm"
  cp "$TORNADOVM_HOME"/share/java/graalJars/*.jar "$bundle/tornadovm/share/java/graalJars"
  rm -f "$bundle"/tornadovm/share/java/graalJars/{truffle-api,polyglot}-*.jar
  cp $(sed -n 's/^--module-path //p' "$arguments" | tr ':' '\n') "$bundle/tornadovm/share/java/tornado"
  { grep -v '^#' "$arguments" && printf '%s\n' "$@"; } |
    # Quoted, since nobody knows where it will be unpacked.
    sed -E "s|$TORNADOVM_HOME|@TORNADOVM@|g; s|^(--[a-z-]+) (.*@TORNADOVM@.*)|\\1 \"\\2\"|; s|^(-D.*@TORNADOVM@.*)|\"\\1\"|" \
      >"$bundle/tornadovm/flags"
fi
"$JAVA_HOME/bin/jlink" --add-modules "$runtime" --strip-debug --no-header-files --no-man-pages --output "$bundle/runtime"

cp bench/gpu.sh bench/peers/pytorch_gpu.py .mvn/java.options LICENSE "$bundle"
tar -C "$scratch" -c carryover-gpu | xz -T0 -6 >"$folder/carryover-gpu.tar.xz"
echo "$folder/carryover-gpu.tar.xz: $(($(stat -c %s "$folder/carryover-gpu.tar.xz") >> 20)) MiB"
