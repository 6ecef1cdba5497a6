#!/usr/bin/env bash
# soak.sh [RUNS]: runs a short experiment RUNS (500) times in one JVM and says what heap, direct memory, threads and file
# handles it holds after every tenth part of them; fails if one of them grows. Takes what ./mvnw test-compile left.
set -eu

home=$(cd "$(dirname "$(readlink -f "$0")")/../../../.." && pwd)
cd "$home"
classpath=experiments/target/test-classes:experiments/target/classes:engine/target/test-classes:engine/target/classes
libraries=$(ls -d build/*/ | tail -1)
[ -d "$libraries" ] || { echo "soak.sh: expected what ./carryover builds in build/, found nothing" >&2; exit 2; }
exec "${JAVA_HOME:-/usr}/bin/java" @.mvn/java.options -Xmx1g \
  -cp "$classpath:$libraries*" dev.carryover.experiments.cli.Soak "${1:-500}"
