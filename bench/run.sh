#!/usr/bin/env bash
# Builds, then runs the JMH benchmarks; all of them, or those that a pattern matches, with JMH's own options:
#
#   bench/run.sh                                   everything, half an hour
#   bench/run.sh Epoch -p backend=vector           one of them, on one backend
#   bench/run.sh ReplicaScaling -rf json -rff bench/results/scaling.json
set -euo pipefail
checkout=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
. "$checkout/.mvn/surroundings.sh"
(cd "$checkout" && ./mvnw -B -q package -pl bench -am -DskipTests -Dspotless.check.skip)
exec "$JAVA_HOME/bin/java" "@$checkout/.mvn/java.options" -Djava.io.tmpdir="$process_folder/tmp" \
  -cp "$checkout/bench/target/*:$checkout/bench/target/lib/*" org.openjdk.jmh.Main "$@"
